package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.Community;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** COMMUNITIES: four octets each (RFC 1997). */
final class CommunitiesCodec implements AttributeCodec<Communities> {

  @Override
  public AttributeType type() {
    return AttributeType.COMMUNITIES;
  }

  @Override
  public Class<Communities> valueClass() {
    return Communities.class;
  }

  /** RFC 7606 section 7.8: malformed if its length is not a non-zero multiple of 4. */
  @Override
  public Communities decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.multipleOf(in, 4);
    List<Community> values = new ArrayList<>(in.remaining() / 4);
    while (in.hasRemaining()) {
      values.add(new Community(in.getInt()));
    }
    return new Communities(values);
  }

  @Override
  public void encode(Communities communities, ByteBuffer out, SessionParameters session) {
    communities.values().forEach(c -> out.putInt(c.value()));
  }
}
