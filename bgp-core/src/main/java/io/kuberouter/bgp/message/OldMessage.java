package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.OldFamily;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** One message of a session (RFC 4271 section 4). */
public sealed interface OldMessage {

  /**
   * OPEN: who speaks, and what it can do.
   *
   * @param asn from the 4-octet AS capability where there is one (RFC 6793)
   * @param holdTime proposed, in seconds
   * @param identifier four octets, as an IPv4 address
   * @param ipv4 whether IPv4 unicast is offered (RFC 4760); also when no family is named
   * @param ipv6 whether IPv6 unicast is offered
   * @param fourOctetAs whether AS numbers have four octets
   * @param gracefulRestart whether and how it restarts gracefully (RFC 4724)
   */
  record Open(
      long asn,
      int holdTime,
      InetAddress identifier,
      boolean ipv4,
      boolean ipv6,
      boolean fourOctetAs,
      Optional<OldRestart> gracefulRestart)
      implements OldMessage {}

  /**
   * UPDATE: routes that go and routes that come.
   *
   * @param announced by their attributes: next hops of IPv4 and IPv6 differ
   */
  record Update(List<Prefix> withdrawn, List<Announcement> announced) implements OldMessage {
    public Update {
      withdrawn = List.copyOf(withdrawn);
      announced = List.copyOf(announced);
    }
  }

  /** End-of-RIB: all routes of a family have been told (RFC 4724 section 2). */
  record EndOfRib(OldFamily family) implements OldMessage {}

  /** Routes that share their attributes. */
  record Announcement(List<Prefix> prefixes, OldAttributes attributes) {
    public Announcement {
      prefixes = List.copyOf(prefixes);
    }
  }

  /** NOTIFICATION: why the session ends. */
  record Notification(int code, int subcode, Optional<String> detail) implements OldMessage {}

  /** KEEPALIVE. */
  record Keepalive() implements OldMessage {}

  /** ROUTE-REFRESH (RFC 2918): send that family's routes again. */
  record RouteRefresh(boolean ipv6) implements OldMessage {}
}
