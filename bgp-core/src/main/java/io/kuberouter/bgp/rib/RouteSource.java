package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import java.net.InetAddress;

/**
 * Who told a route.
 *
 * @param peer the neighbour's address
 * @param identifier the neighbour's BGP identifier
 * @param asn the neighbour's AS
 * @param kind what the neighbour is to us
 */
public record RouteSource(InetAddress peer, BgpIdentifier identifier, long asn, Kind kind) {

  /** What a neighbour is to us. */
  public enum Kind {
    /** No neighbour: ours. */
    LOCAL,
    /** In another AS. */
    EXTERNAL,
    /** In our AS. */
    INTERNAL,
    /** In our AS, and we reflect for it (RFC 4456). */
    CLIENT
  }

  /** {@return the source of our own routes} */
  public static RouteSource local(BgpIdentifier identifier, long asn) {
    return new RouteSource(IpAddresses.parse("0.0.0.0"), identifier, asn, Kind.LOCAL);
  }

  /** {@return whether the routes are ours} */
  public boolean isLocal() {
    return kind == Kind.LOCAL;
  }

  /** {@return whether the neighbour is in another AS} */
  public boolean isExternal() {
    return kind == Kind.EXTERNAL;
  }

  /** {@return whether the neighbour is in our AS} */
  public boolean isInternal() {
    return kind == Kind.INTERNAL || kind == Kind.CLIENT;
  }
}
