package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** MULTI_EXIT_DISC: four octets (RFC 4271 section 4.3 d). */
final class MultiExitDiscCodec implements AttributeCodec<MultiExitDisc> {

  @Override
  public AttributeType type() {
    return AttributeType.MULTI_EXIT_DISC;
  }

  @Override
  public Class<MultiExitDisc> valueClass() {
    return MultiExitDisc.class;
  }

  /** RFC 7606 section 7.4: malformed if its length is not 4. */
  @Override
  public MultiExitDisc decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 4);
    return new MultiExitDisc(in.getInt() & 0xffff_ffffL);
  }

  @Override
  public void encode(MultiExitDisc med, ByteBuffer out, SessionParameters session) {
    out.putInt((int) med.value());
  }
}
