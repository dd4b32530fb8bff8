package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.ExtendedCommunities;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.ExtendedCommunity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** EXTENDED COMMUNITIES: eight octets each (RFC 4360). */
final class ExtendedCommunitiesCodec implements AttributeCodec<ExtendedCommunities> {

  @Override
  public AttributeType type() {
    return AttributeType.EXTENDED_COMMUNITIES;
  }

  @Override
  public Class<ExtendedCommunities> valueClass() {
    return ExtendedCommunities.class;
  }

  /** RFC 7606 section 7.14: malformed if its length is not a non-zero multiple of 8. */
  @Override
  public ExtendedCommunities decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.multipleOf(in, 8);
    List<ExtendedCommunity> values = new ArrayList<>(in.remaining() / 8);
    while (in.hasRemaining()) {
      values.add(new ExtendedCommunity(in.getLong()));
    }
    return new ExtendedCommunities(values);
  }

  @Override
  public void encode(ExtendedCommunities communities, ByteBuffer out, SessionParameters session) {
    communities.values().forEach(c -> out.putLong(c.value()));
  }
}
