package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.LargeCommunities;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.LargeCommunity;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** LARGE_COMMUNITY: twelve octets each (RFC 8092 section 3). */
final class LargeCommunitiesCodec implements AttributeCodec<LargeCommunities> {

  @Override
  public AttributeType type() {
    return AttributeType.LARGE_COMMUNITY;
  }

  @Override
  public Class<LargeCommunities> valueClass() {
    return LargeCommunities.class;
  }

  /**
   * RFC 8092 section 6: malformed if its length is not a non-zero multiple of 12; section 5:
   * duplicates are silently removed.
   */
  @Override
  public LargeCommunities decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.multipleOf(in, 12);
    Set<LargeCommunity> values = new LinkedHashSet<>();
    while (in.hasRemaining()) {
      values.add(new LargeCommunity(in.getInt(), in.getInt(), in.getInt()));
    }
    return new LargeCommunities(List.copyOf(values));
  }

  @Override
  public void encode(LargeCommunities communities, ByteBuffer out, SessionParameters session) {
    communities.values().forEach(c -> out.putInt(c.global()).putInt(c.local1()).putInt(c.local2()));
  }
}
