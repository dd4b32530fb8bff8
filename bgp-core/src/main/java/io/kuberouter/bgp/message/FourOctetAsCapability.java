package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.CapabilityCode;

/** AS numbers have four octets (RFC 6793 section 3). */
public record FourOctetAsCapability(long asn) implements Capability {
  public FourOctetAsCapability {
    Asn.checkOctets(asn);
  }

  @Override
  public int code() {
    return CapabilityCode.FOUR_OCTET_AS.code();
  }
}
