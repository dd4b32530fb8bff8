package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.As4Aggregator;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/** AS4_AGGREGATOR: an AS of four octets and an address (RFC 6793 section 3). */
final class As4AggregatorCodec implements AttributeCodec<As4Aggregator> {

  @Override
  public AttributeType type() {
    return AttributeType.AS4_AGGREGATOR;
  }

  @Override
  public Class<As4Aggregator> valueClass() {
    return As4Aggregator.class;
  }

  /** RFC 6793 section 6: from a neighbour with 4-octet ASes, discarded. */
  @Override
  public boolean isDiscardedFrom(SessionParameters session) {
    return session.fourOctetAs();
  }

  /** RFC 6793 section 6: malformed if its length is not 8; then discarded. */
  @Override
  public As4Aggregator decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 8);
    long asn = in.getInt() & Asn.MAX;
    if (asn == 0) { // RFC 7607 section 2
      throw new MalformedAttributeException(UpdateSubcode.OPTIONAL_ATTRIBUTE, "AS 0");
    }
    return new As4Aggregator(asn, new BgpIdentifier(in.getInt()));
  }

  @Override
  public Treatment whenMalformed() {
    return Treatment.DISCARD;
  }

  @Override
  public void encode(As4Aggregator aggregator, ByteBuffer out, SessionParameters session) {
    out.putInt((int) aggregator.asn()).putInt(aggregator.speaker().value());
  }
}
