package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.AtomicAggregate;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** ATOMIC_AGGREGATE: no octet (RFC 4271 section 4.3 f). */
final class AtomicAggregateCodec implements AttributeCodec<AtomicAggregate> {

  @Override
  public AttributeType type() {
    return AttributeType.ATOMIC_AGGREGATE;
  }

  @Override
  public Class<AtomicAggregate> valueClass() {
    return AtomicAggregate.class;
  }

  /** RFC 7606 section 7.6: malformed if its length is not 0, and then discarded. */
  @Override
  public AtomicAggregate decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 0);
    return new AtomicAggregate();
  }

  @Override
  public Treatment whenMalformed() {
    return Treatment.DISCARD;
  }

  @Override
  public void encode(AtomicAggregate attribute, ByteBuffer out, SessionParameters session) {}
}
