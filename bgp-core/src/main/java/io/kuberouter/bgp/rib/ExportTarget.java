package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Role;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * A neighbour as the export rules see it.
 *
 * @param localAsn the AS that it sees before learned paths: ours, or another by {@code local-as}
 * @param kind what it is to us
 * @param identifier its BGP identifier
 * @param clusterId of our cluster, when we reflect (RFC 4456)
 * @param nextHops our addresses on the way to it, at most one of each family
 * @param keepsLongLived whether it knows long-lived stale routes (RFC 9494)
 * @param localRole what we are to it (RFC 9234)
 * @param options what it is told beside
 */
public record ExportTarget(
    long localAsn,
    RouteSource.Kind kind,
    BgpIdentifier identifier,
    BgpIdentifier clusterId,
    Set<InetAddress> nextHops,
    boolean keepsLongLived,
    Optional<Role> localRole,
    Options options) {

  /**
   * What may be set for a neighbour.
   *
   * @param nextHopSelf learned routes lead through us, also within our AS
   * @param nextHopUnchanged learned routes keep their next hop, also out of our AS
   * @param removePrivateAs ASes of private use are taken out of paths that leave our AS
   * @param graceful all routes have GRACEFUL_SHUTDOWN, and LOCAL_PREF 0 within our AS (RFC 8326)
   */
  public record Options(
      boolean nextHopSelf, boolean nextHopUnchanged, boolean removePrivateAs, boolean graceful) {

    /** As the RFCs have it. */
    public static final Options USUAL = new Options(false, false, false, false);
  }

  public ExportTarget {
    nextHops = Set.copyOf(nextHops);
  }

  /** {@return whether it is in another AS} */
  public boolean external() {
    return kind == RouteSource.Kind.EXTERNAL;
  }
}
