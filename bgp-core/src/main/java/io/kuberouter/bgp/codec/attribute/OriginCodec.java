package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/** ORIGIN: one octet, 0 to 2 (RFC 4271 section 4.3 a). */
final class OriginCodec implements AttributeCodec<Origin> {

  @Override
  public AttributeType type() {
    return AttributeType.ORIGIN;
  }

  @Override
  public Class<Origin> valueClass() {
    return Origin.class;
  }

  /** RFC 7606 section 7.1: malformed if its length is not 1 or its value is undefined. */
  @Override
  public Origin decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 1);
    int value = in.get() & 0xff;
    return switch (value) {
      case 0 -> Origin.IGP;
      case 1 -> Origin.EGP;
      case 2 -> Origin.INCOMPLETE;
      default ->
          throw new MalformedAttributeException(
              UpdateSubcode.INVALID_ORIGIN, "value " + value + ", expected 0, 1 or 2");
    };
  }

  @Override
  public void encode(Origin origin, ByteBuffer out, SessionParameters session) {
    out.put((byte) origin.code());
  }
}
