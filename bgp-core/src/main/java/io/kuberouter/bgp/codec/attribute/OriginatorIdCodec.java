package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import java.nio.ByteBuffer;

/** ORIGINATOR_ID: four octets (RFC 4456 section 8). */
final class OriginatorIdCodec implements AttributeCodec<OriginatorId> {

  @Override
  public AttributeType type() {
    return AttributeType.ORIGINATOR_ID;
  }

  @Override
  public Class<OriginatorId> valueClass() {
    return OriginatorId.class;
  }

  /** RFC 7606 section 7.9: from an external neighbour, discarded. */
  @Override
  public boolean isDiscardedFrom(SessionParameters session) {
    return session.external();
  }

  /** RFC 7606 section 7.9: malformed if its length is not 4. */
  @Override
  public OriginatorId decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 4);
    return new OriginatorId(new BgpIdentifier(in.getInt()));
  }

  @Override
  public void encode(OriginatorId originator, ByteBuffer out, SessionParameters session) {
    out.putInt(originator.value().value());
  }
}
