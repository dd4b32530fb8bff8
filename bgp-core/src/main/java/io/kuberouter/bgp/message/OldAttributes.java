package io.kuberouter.bgp.message;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What an UPDATE says of its routes (RFC 4271 section 5).
 *
 * @param origin 0 IGP, 1 EGP, 2 INCOMPLETE
 * @param asPath the ASes, nearest first; the members of a set count as one in the length
 * @param asPathLength as best-path selection counts it
 * @param nextHop where packets go; of the routes' family
 */
public record OldAttributes(
    int origin,
    List<Long> asPath,
    int asPathLength,
    InetAddress nextHop,
    Optional<Long> multiExitDisc,
    Optional<Long> localPref) {
  public OldAttributes {
    asPath = List.copyOf(asPath);
  }
}
