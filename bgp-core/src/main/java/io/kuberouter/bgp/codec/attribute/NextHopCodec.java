package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.IpAddresses;
import java.nio.ByteBuffer;

/** NEXT_HOP: an IPv4 address (RFC 4271 section 4.3 c). IPv6 ones are in MP_REACH_NLRI. */
final class NextHopCodec implements AttributeCodec<NextHop> {

  @Override
  public AttributeType type() {
    return AttributeType.NEXT_HOP;
  }

  @Override
  public Class<NextHop> valueClass() {
    return NextHop.class;
  }

  /** RFC 7606 section 7.3: malformed if its length is not 4. */
  @Override
  public NextHop decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 4);
    byte[] octets = new byte[4];
    in.get(octets);
    return new NextHop(IpAddresses.of(octets));
  }

  @Override
  public void encode(NextHop hop, ByteBuffer out, SessionParameters session) {
    out.put(hop.address().getAddress());
  }
}
