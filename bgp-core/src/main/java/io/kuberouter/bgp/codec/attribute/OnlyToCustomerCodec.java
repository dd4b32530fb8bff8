package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;

/** ONLY_TO_CUSTOMER: an AS of four octets (RFC 9234 section 5). */
final class OnlyToCustomerCodec implements AttributeCodec<OnlyToCustomer> {

  @Override
  public AttributeType type() {
    return AttributeType.ONLY_TO_CUSTOMER;
  }

  @Override
  public Class<OnlyToCustomer> valueClass() {
    return OnlyToCustomer.class;
  }

  /** RFC 9234 section 5: malformed if its length is not 4; then treated as withdraw. */
  @Override
  public OnlyToCustomer decode(ByteBuffer in, SessionParameters session)
      throws MalformedAttributeException {
    Lengths.exactly(in, 4);
    return new OnlyToCustomer(in.getInt() & Asn.MAX);
  }

  @Override
  public void encode(OnlyToCustomer attribute, ByteBuffer out, SessionParameters session) {
    out.putInt((int) attribute.asn());
  }
}
