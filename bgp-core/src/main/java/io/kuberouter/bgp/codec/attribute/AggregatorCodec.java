package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.Aggregator;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/** AGGREGATOR: an AS of two or four octets and an address (RFC 4271 section 4.3 g, RFC 6793). */
final class AggregatorCodec implements AttributeCodec<Aggregator> {

  @Override
  public AttributeType type() {
    return AttributeType.AGGREGATOR;
  }

  @Override
  public Class<Aggregator> valueClass() {
    return Aggregator.class;
  }

  /** RFC 7606 section 7.7: malformed if its length is not 6, or 8 with 4-octet ASes. */
  @Override
  public Aggregator decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, session.fourOctetAs() ? 8 : 6);
    long asn = session.fourOctetAs() ? in.getInt() & Asn.MAX : in.getShort() & 0xffff;
    if (asn == 0) { // RFC 7607 section 2
      throw new MalformedAttributeException(UpdateSubcode.OPTIONAL_ATTRIBUTE, "AS 0");
    }
    return new Aggregator(asn, new BgpIdentifier(in.getInt()));
  }

  @Override
  public Treatment whenMalformed() {
    return Treatment.DISCARD;
  }

  @Override
  public void encode(Aggregator aggregator, ByteBuffer out, SessionParameters session) {
    if (session.fourOctetAs()) {
      out.putInt((int) aggregator.asn());
    } else {
      out.putShort((short) Asn.twoOctets(aggregator.asn()));
    }
    out.putInt(aggregator.speaker().value());
  }
}
