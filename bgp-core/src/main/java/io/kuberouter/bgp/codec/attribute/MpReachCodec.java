package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/**
 * MP_REACH_NLRI (RFC 4760 section 3).
 *
 * <pre>
 * AFI, 2 octets   SAFI, 1   next hop's length, 1   next hop   reserved, 1   prefixes
 * </pre>
 */
final class MpReachCodec implements AttributeCodec<MpReach> {

  private static final int HEAD = 5;

  @Override
  public AttributeType type() {
    return AttributeType.MP_REACH_NLRI;
  }

  @Override
  public Class<MpReach> valueClass() {
    return MpReach.class;
  }

  /**
   * RFC 7606 section 7.11: which routes are meant cannot be known, so the session is reset, as RFC
   * 4760 section 7 says.
   */
  @Override
  public Treatment whenMalformed() {
    return Treatment.RESET_SESSION;
  }

  @Override
  public MpReach decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    if (in.remaining() < HEAD) {
      throw new MalformedAttributeException(
          UpdateSubcode.OPTIONAL_ATTRIBUTE, "length " + in.remaining() + ", at least " + HEAD);
    }
    AddressFamily family = AddressFamily.of(in.getShort() & 0xffff, in.get() & 0xff);
    int length = in.get() & 0xff;
    if (length + 1 > in.remaining()) {
      throw new MalformedAttributeException(
          UpdateSubcode.OPTIONAL_ATTRIBUTE, "a next hop of " + length + " octets is cut");
    }
    if (!isNextHopLength(family, length)) {
      throw new MalformedAttributeException(
          UpdateSubcode.OPTIONAL_ATTRIBUTE, "a next hop of " + length + " octets for " + family);
    }
    byte[] hop = new byte[length];
    in.get(hop);
    in.get(); // reserved: "SHOULD be ignored upon receipt"
    Nlri nlri = PrefixCodec.decode(family, session.addPathReceive().contains(family), in);
    return new MpReach(family, OctetString.of(hop), nlri);
  }

  private static boolean isNextHopLength(AddressFamily family, int length) {
    if (!family.isUnicast()) {
      return true;
    }
    return length == 16 || length == 32 || (length == 4 && family.afi() == Afi.IPV4);
  }

  @Override
  public void encode(MpReach reach, ByteBuffer out, SessionParameters session) {
    out.putShort((short) reach.family().afi()).put((byte) reach.family().safi());
    out.put((byte) reach.nextHop().length());
    reach.nextHop().put(out);
    out.put((byte) 0);
    PrefixCodec.encode(reach.nlri(), out);
  }
}
