package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.BackOff;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.ExportTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A neighbour as one configures it. Equal ones need no change; ones that differ in {@link #routes}
 * alone are changed without a new session.
 *
 * @param address the neighbour's
 * @param remoteAsn the AS that its OPEN must name; 0: any
 * @param transport of the connection
 * @param timing of the session
 * @param offer what our OPEN says
 * @param routes what becomes of routes
 */
public record PeerConfig(
    InetAddress address,
    long remoteAsn,
    Transport transport,
    Timing timing,
    Offer offer,
    Routes routes) {

  /**
   * Of the connection.
   *
   * @param port the neighbour's
   * @param localAddress to connect from; absent: the system chooses
   * @param password of TCP MD5 signatures (RFC 2385)
   * @param ttl hop limit of what we send: for a neighbour in another AS behind routers more than 1
   * @param gtsmHops accept packets only from so many hops away (RFC 5082): 1 is a neighbour's link
   * @param passive wait for the neighbour to connect
   */
  public record Transport(
      int port,
      Optional<InetAddress> localAddress,
      Optional<Secret> password,
      OptionalInt ttl,
      OptionalInt gtsmHops,
      boolean passive) {

    boolean needsSocketControl() {
      return password.isPresent() || ttl.isPresent() || gtsmHops.isPresent();
    }
  }

  /**
   * Of the session.
   *
   * @param holdTime proposed: zero or at least three seconds (RFC 4271 section 4.2)
   * @param delayOpen how long the neighbour's OPEN is waited for before ours (section 8.1.1)
   * @param connectRetry between attempts to connect
   * @param idleHold after a session or an attempt has failed
   * @param sendHold how long what we send may wait for a neighbour that takes nothing (RFC 9687)
   */
  public record Timing(
      Duration holdTime,
      Optional<Duration> delayOpen,
      BackOff connectRetry,
      BackOff idleHold,
      Duration sendHold) {}

  /**
   * What our OPEN says.
   *
   * @param families of routes
   * @param restartTime within which we promise to be back after a restart (RFC 4724), below 4096 s;
   *     absent: no graceful restart, and routes of a lost neighbour go at once
   * @param longLivedTime for which we may keep routes for long (RFC 9494)
   * @param addPathReceive families of which we take several paths (RFC 7911)
   * @param addPathSend families of which we tell several paths
   * @param extendedMessages messages of 65,535 octets (RFC 8654)
   * @param role what we are to the neighbour (RFC 9234)
   * @param strictRole the neighbour must tell a role too
   */
  public record Offer(
      Set<AddressFamily> families,
      Optional<Duration> restartTime,
      Optional<Duration> longLivedTime,
      Set<AddressFamily> addPathReceive,
      Set<AddressFamily> addPathSend,
      boolean extendedMessages,
      Optional<Role> role,
      boolean strictRole) {
    public Offer {
      families = Set.copyOf(families);
      addPathReceive = Set.copyOf(addPathReceive);
      addPathSend = Set.copyOf(addPathSend);
    }
  }

  /**
   * What becomes of routes.
   *
   * @param importPolicy absent: all, from a neighbour in another AS none (RFC 8212)
   * @param exportPolicy absent: all, to a neighbour in another AS none (RFC 8212)
   * @param maximumPrefixes of a family before the session is ended (RFC 4486)
   * @param client whether we reflect routes for it (RFC 4456)
   * @param localAsn the AS that we are in for this neighbour; absent: ours
   * @param allowOwnAs how often our AS may be in a path that we take
   * @param enforceFirstAs whether a path must begin with the neighbour's AS
   */
  public record Routes(
      Optional<Policy> importPolicy,
      Optional<Policy> exportPolicy,
      OptionalInt maximumPrefixes,
      boolean client,
      OptionalLong localAsn,
      int allowOwnAs,
      boolean enforceFirstAs,
      ExportTarget.Options export) {}

  /** What a change of configuration asks for. */
  public enum Change {
    /** Nothing has changed. */
    NONE,
    /** Routes are looked at again, the session goes on. */
    SOFT,
    /** The session must begin anew. */
    HARD
  }

  /** {@return what it takes to get from this configuration to another of the same neighbour} */
  public Change to(PeerConfig other) {
    if (equals(other)) {
      return Change.NONE;
    }
    boolean soft =
        address.equals(other.address)
            && remoteAsn == other.remoteAsn
            && transport.equals(other.transport)
            && timing.equals(other.timing)
            && offer.equals(other.offer)
            && routes.localAsn().equals(other.routes.localAsn())
            && routes.client() == other.routes.client();
    return soft ? Change.SOFT : Change.HARD;
  }

  /** {@return the neighbour's port} */
  public int port() {
    return transport.port();
  }

  /** {@return the address to connect from} */
  public Optional<InetAddress> localAddress() {
    return transport.localAddress();
  }

  /** {@return a copy to change} */
  public Builder change() {
    return new Builder(this);
  }

  /** Starts with port 179, a hold time of 90 s and both families. */
  public static Builder builder(InetAddress address, long remoteAsn) {
    return new Builder(
        new PeerConfig(
            address,
            remoteAsn,
            new Transport(
                179,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                false),
            new Timing(
                Duration.ofSeconds(90),
                Optional.empty(),
                new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(30)),
                new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
                Duration.ofMinutes(8)),
            new Offer(
                Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                true,
                Optional.empty(),
                false),
            new Routes(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false,
                OptionalLong.empty(),
                0,
                true,
                ExportTarget.Options.USUAL)));
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private PeerConfig at;

    private Builder(PeerConfig from) {
      at = from;
    }

    private Builder transport(Transport t) {
      at = new PeerConfig(at.address, at.remoteAsn, t, at.timing, at.offer, at.routes);
      return this;
    }

    /** Sets the times of the session. */
    public Builder timing(Timing t) {
      at = new PeerConfig(at.address, at.remoteAsn, at.transport, t, at.offer, at.routes);
      return this;
    }

    /** Sets what our OPEN says. */
    public Builder offer(Offer o) {
      at = new PeerConfig(at.address, at.remoteAsn, at.transport, at.timing, o, at.routes);
      return this;
    }

    /** Sets what becomes of routes. */
    public Builder routes(Routes r) {
      at = new PeerConfig(at.address, at.remoteAsn, at.transport, at.timing, at.offer, r);
      return this;
    }

    /** Sets the neighbour's port. */
    public Builder port(int value) {
      Transport t = at.transport;
      return transport(
          new Transport(value, t.localAddress, t.password, t.ttl, t.gtsmHops, t.passive));
    }

    /** Sets the address to connect from. */
    public Builder localAddress(InetAddress value) {
      Transport t = at.transport;
      return transport(
          new Transport(t.port, Optional.of(value), t.password, t.ttl, t.gtsmHops, t.passive));
    }

    /** Signs all packets (RFC 2385). */
    public Builder password(Secret value) {
      Transport t = at.transport;
      return transport(
          new Transport(t.port, t.localAddress, Optional.of(value), t.ttl, t.gtsmHops, t.passive));
    }

    /** Sets the hop limit of what we send. */
    public Builder ttl(int value) {
      if (value < 1 || value > 255) {
        throw new IllegalArgumentException("hop limit " + value + ": 1 to 255");
      }
      Transport t = at.transport;
      return transport(
          new Transport(
              t.port, t.localAddress, t.password, OptionalInt.of(value), t.gtsmHops, t.passive));
    }

    /** Accepts packets from so many hops away only (RFC 5082). */
    public Builder gtsm(int hops) {
      if (hops < 1 || hops > 254) {
        throw new IllegalArgumentException("hops " + hops + ": 1 to 254");
      }
      Transport t = at.transport;
      return transport(
          new Transport(
              t.port, t.localAddress, t.password, t.ttl, OptionalInt.of(hops), t.passive));
    }

    /** Waits for the neighbour to connect. */
    public Builder passive(boolean value) {
      Transport t = at.transport;
      return transport(new Transport(t.port, t.localAddress, t.password, t.ttl, t.gtsmHops, value));
    }

    /** Sets the hold time to propose. */
    public Builder holdTime(Duration value) {
      long seconds = value.toSeconds();
      if (seconds < 0 || seconds == 1 || seconds == 2 || seconds > 65_535) {
        throw new IllegalArgumentException("hold time " + seconds + " s: 0, or 3 to 65535");
      }
      Timing t = at.timing;
      return timing(new Timing(value, t.delayOpen, t.connectRetry, t.idleHold, t.sendHold));
    }

    /** Offers IPv4 unicast or not. */
    public Builder ipv4(boolean value) {
      return family(AddressFamily.IPV4_UNICAST, value);
    }

    /** Offers IPv6 unicast or not. */
    public Builder ipv6(boolean value) {
      return family(AddressFamily.IPV6_UNICAST, value);
    }

    private Builder family(AddressFamily family, boolean offered) {
      Offer o = at.offer;
      Set<AddressFamily> families = new LinkedHashSet<>(o.families);
      if (offered) {
        families.add(family);
      } else {
        families.remove(family);
      }
      return offer(
          new Offer(
              families,
              o.restartTime,
              o.longLivedTime,
              o.addPathReceive,
              o.addPathSend,
              o.extendedMessages,
              o.role,
              o.strictRole));
    }

    /** Restarts gracefully, and helps a neighbour that does (RFC 4724). */
    public Builder gracefulRestart(Duration value) {
      Offer o = at.offer;
      return offer(
          new Offer(
              o.families,
              Optional.of(value),
              o.longLivedTime,
              o.addPathReceive,
              o.addPathSend,
              o.extendedMessages,
              o.role,
              o.strictRole));
    }

    /** Takes and tells several paths of both families (RFC 7911). */
    public Builder addPath(boolean receive, boolean send) {
      Offer o = at.offer;
      return offer(
          new Offer(
              o.families,
              o.restartTime,
              o.longLivedTime,
              receive ? o.families : Set.of(),
              send ? o.families : Set.of(),
              o.extendedMessages,
              o.role,
              o.strictRole));
    }

    /** Tells what we are to the neighbour (RFC 9234). */
    public Builder role(Role value) {
      Offer o = at.offer;
      return offer(
          new Offer(
              o.families,
              o.restartTime,
              o.longLivedTime,
              o.addPathReceive,
              o.addPathSend,
              o.extendedMessages,
              Optional.of(value),
              o.strictRole));
    }

    /** Sets what is taken from the neighbour. */
    public Builder importPolicy(Policy value) {
      Routes r = at.routes;
      return routes(
          new Routes(
              Optional.of(value),
              r.exportPolicy,
              r.maximumPrefixes,
              r.client,
              r.localAsn,
              r.allowOwnAs,
              r.enforceFirstAs,
              r.export));
    }

    /** Sets what the neighbour is told. */
    public Builder exportPolicy(Policy value) {
      Routes r = at.routes;
      return routes(
          new Routes(
              r.importPolicy,
              Optional.of(value),
              r.maximumPrefixes,
              r.client,
              r.localAsn,
              r.allowOwnAs,
              r.enforceFirstAs,
              r.export));
    }

    /** Ends the session when a family has more prefixes (RFC 4486). */
    public Builder maximumPrefixes(int value) {
      Routes r = at.routes;
      return routes(
          new Routes(
              r.importPolicy,
              r.exportPolicy,
              OptionalInt.of(value),
              r.client,
              r.localAsn,
              r.allowOwnAs,
              r.enforceFirstAs,
              r.export));
    }

    /** Reflects routes for the neighbour (RFC 4456). */
    public Builder client(boolean value) {
      Routes r = at.routes;
      return routes(
          new Routes(
              r.importPolicy,
              r.exportPolicy,
              r.maximumPrefixes,
              value,
              r.localAsn,
              r.allowOwnAs,
              r.enforceFirstAs,
              r.export));
    }

    /** {@return the neighbour} */
    public PeerConfig build() {
      return at;
    }
  }

  /** {@return as {@code 192.0.2.1 AS 64512}} */
  @Override
  public String toString() {
    return IpAddresses.text(address) + " AS " + remoteAsn;
  }
}
