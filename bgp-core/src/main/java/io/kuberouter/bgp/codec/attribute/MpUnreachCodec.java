package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.MpUnreach;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/** MP_UNREACH_NLRI: AFI, SAFI and prefixes (RFC 4760 section 4). */
final class MpUnreachCodec implements AttributeCodec<MpUnreach> {

  private static final int HEAD = 3;

  @Override
  public AttributeType type() {
    return AttributeType.MP_UNREACH_NLRI;
  }

  @Override
  public Class<MpUnreach> valueClass() {
    return MpUnreach.class;
  }

  /**
   * RFC 7606 section 7.12: which routes are meant cannot be known, so the session is reset, as RFC
   * 4760 section 7 says.
   */
  @Override
  public Treatment whenMalformed() {
    return Treatment.RESET_SESSION;
  }

  @Override
  public MpUnreach decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    if (in.remaining() < HEAD) {
      throw new MalformedAttributeException(
          UpdateSubcode.OPTIONAL_ATTRIBUTE, "length " + in.remaining() + ", at least " + HEAD);
    }
    AddressFamily family = AddressFamily.of(in.getShort() & 0xffff, in.get() & 0xff);
    return new MpUnreach(PrefixCodec.decode(family, session.addPathReceive().contains(family), in));
  }

  @Override
  public void encode(MpUnreach unreach, ByteBuffer out, SessionParameters session) {
    out.putShort((short) unreach.family().afi()).put((byte) unreach.family().safi());
    PrefixCodec.encode(unreach.nlri(), out);
  }
}
