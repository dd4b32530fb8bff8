package io.kuberouter.bgp.mrt;

import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;

/**
 * {@code TABLE_DUMP}: one path to one prefix (RFC 6396 section 4.2).
 *
 * @param view 0 to 65535
 * @param sequence 0 to 65535, begins again after that
 * @param status 1 as the RFC says; kept as it came
 * @param originated seconds since 1970, 0 to 2^32-1
 * @param peerAs 0 to 65535
 * @param attributes as they were dumped, AS numbers in two octets
 */
public record TableDumpRecord(
    int view,
    int sequence,
    Prefix prefix,
    int status,
    long originated,
    InetAddress peer,
    int peerAs,
    OctetString attributes)
    implements MrtBody {
  public TableDumpRecord {
    if ((view | sequence | peerAs) >>> 16 != 0 || status >>> 8 != 0) {
      throw new IllegalArgumentException(
          "view " + view + ", sequence " + sequence + ", status " + status + ", AS " + peerAs);
    }
    if (originated < 0 || originated > 0xffff_ffffL) {
      throw new IllegalArgumentException("time " + originated + " s: 0 to 2^32-1");
    }
    if (attributes.length() > 0xffff || prefix.isIpv6() != (peer.getAddress().length == 16)) {
      throw new IllegalArgumentException(
          prefix + " from " + peer.getHostAddress() + ", " + attributes.length() + " octets");
    }
  }
}
