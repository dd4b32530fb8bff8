package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.BgpIdentifier;
import java.net.InetAddress;

/**
 * A peer of the collector (RFC 6396 section 4.3.1).
 *
 * @param asn 0 to 2^32-1; 0 where it was not known
 * @param fourOctetAs whether four octets hold the number; only this lets it be above 65535
 */
public record MrtPeer(
    BgpIdentifier identifier, InetAddress address, long asn, boolean fourOctetAs) {
  public MrtPeer {
    if (asn < 0 || asn > (fourOctetAs ? 0xffff_ffffL : 0xffff)) {
      throw new IllegalArgumentException("AS " + asn + " in " + (fourOctetAs ? 4 : 2) + " octets");
    }
  }
}
