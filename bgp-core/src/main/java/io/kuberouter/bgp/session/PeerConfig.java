package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.fsm.BackOff;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.ExportTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A neighbour as one configures it. Equal ones need no change; ones that differ in {@link #routes}
 * and {@link #bfd} alone are changed without a new session.
 *
 * @param address the neighbour's
 * @param remoteAsn the AS that its OPEN must name; 0: any
 * @param transport of the connection
 * @param timing of the session
 * @param offer what our OPEN says
 * @param routes what becomes of routes
 * @param bfd how the path to the neighbour is watched; absent: not at all
 */
public record PeerConfig(
    InetAddress address,
    long remoteAsn,
    Transport transport,
    Timing timing,
    Offer offer,
    Routes routes,
    Optional<Bfd> bfd) {

  /**
   * Of the connection.
   *
   * @param port the neighbour's, 1 to 65535
   * @param localAddress to connect from; absent: the system chooses
   * @param password of TCP MD5 signatures (RFC 2385)
   * @param ttl hop limit of what we send, 1 to 255: for a neighbour in another AS behind routers
   *     more than 1; absent: the system's
   * @param gtsmHops accept packets only from so many hops away, 1 to 254 (RFC 5082): 1 is a
   *     neighbour's link
   * @param passive wait for the neighbour to connect
   */
  public record Transport(
      int port,
      Optional<InetAddress> localAddress,
      Optional<Secret> password,
      OptionalInt ttl,
      OptionalInt gtsmHops,
      boolean passive) {
    public Transport {
      within("port", port, 65_535);
      ttl.ifPresent(value -> within("hop limit", value, 255));
      gtsmHops.ifPresent(value -> within("hops", value, 254));
    }

    boolean needsSocketControl() {
      return password.isPresent() || ttl.isPresent() || gtsmHops.isPresent();
    }
  }

  /**
   * Of the session.
   *
   * @param holdTime proposed: zero, or 3 to 65,535 seconds (RFC 4271 section 4.2)
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
      Duration sendHold) {
    public Timing {
      long seconds = holdTime.toSeconds();
      if (seconds < 0 || seconds == 1 || seconds == 2 || seconds > 65_535) {
        throw new IllegalArgumentException("hold time " + seconds + " s: 0, or 3 to 65535");
      }
    }
  }

  /**
   * What our OPEN says.
   *
   * @param families of routes
   * @param restartTime within which we promise to be back after a restart, up to 4095 s (RFC 4724
   *     section 3); absent: no graceful restart, and routes of a lost neighbour go at once
   * @param longLivedTime for which we may keep routes for long, up to 2^24 - 1 s (RFC 9494 section
   *     3.1); without a restart time it is not offered
   * @param addPathReceive those of the families of which we take several paths (RFC 7911)
   * @param addPathSend those of the families of which we tell several paths
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
      if (!families.containsAll(addPathReceive) || !families.containsAll(addPathSend)) {
        throw new IllegalArgumentException("several paths of a family that is not offered");
      }
      restartTime.ifPresent(
          time -> within("restart time", time, GracefulRestartCapability.LONGEST_SECONDS));
      longLivedTime.ifPresent(
          time ->
              within("long-lived time", time, LongLivedGracefulRestartCapability.LONGEST_SECONDS));
    }
  }

  /**
   * How many prefixes a neighbour may tell before the session ends by an AutomaticStop (RFC 4271
   * section 8.1.2).
   *
   * @param most of one family, at least 1
   * @param restart how long after that the session starts again, longer than zero; absent: as after
   *     any other failure
   */
  public record PrefixLimit(int most, Optional<Duration> restart) {
    public PrefixLimit {
      if (most < 1) {
        throw new IllegalArgumentException("at most " + most + " prefixes");
      }
      if (restart.filter(r -> r.toMillis() <= 0).isPresent()) {
        throw new IllegalArgumentException("a restart after " + restart.get());
      }
    }
  }

  /**
   * What becomes of routes.
   *
   * @param importPolicy absent: all, from a neighbour in another AS none (RFC 8212)
   * @param exportPolicy absent: all, to a neighbour in another AS none (RFC 8212)
   * @param maximumPrefixes before the session is ended (RFC 4486)
   * @param client whether we reflect routes for it (RFC 4456)
   * @param localAsn the AS that we are in for this neighbour; absent: ours
   * @param allowOwnAs how often our AS may be in a path that we take
   * @param enforceFirstAs whether a path must begin with the neighbour's AS
   * @param export what the neighbour is told beside
   */
  public record Routes(
      Optional<Policy> importPolicy,
      Optional<Policy> exportPolicy,
      Optional<PrefixLimit> maximumPrefixes,
      boolean client,
      OptionalLong localAsn,
      int allowOwnAs,
      boolean enforceFirstAs,
      ExportTarget.Options export) {}

  /**
   * How the path to the neighbour is watched (RFC 5880, 5882): a session that goes down takes the
   * BGP session with it, "BFD Down" (RFC 9384), and routes do not stay; a neighbour's AdminDown
   * does not.
   *
   * @param session its timers
   * @param port that packets are sent to: usually 3784, over several hops 4784
   * @param hops how far the neighbour may be: 1 is on our link, where packets have hop limit 255
   *     (RFC 5881); above, packets of a higher hop limit than {@code 255 - hops} are taken (RFC
   *     5883)
   * @param required whether a BGP session waits until BFD is up or the neighbour's is
   *     administratively down (RFC 5882 section 4.1)
   */
  public record Bfd(BfdConfig session, int port, int hops, boolean required) {
    /** {@return on the neighbour's link, on the usual port, not required} */
    public static Bfd singleHop(BfdConfig session) {
      return new Bfd(session, BfdNeighbor.PORT, 1, false);
    }

    /** {@return over so many hops, on the usual port, not required} */
    public static Bfd multihop(BfdConfig session, int hops) {
      return new Bfd(session, BfdNeighbor.MULTIHOP_PORT, hops, false);
    }

    /** {@return the same, without which there is no BGP session} */
    public Bfd strictly() {
      return new Bfd(session, port, hops, true);
    }
  }

  /** What a change of configuration asks for. */
  public enum Change {
    /** Nothing has changed. */
    NONE,
    /** Routes are looked at again, the session goes on. */
    SOFT,
    /** The session must begin anew. */
    HARD
  }

  private static void within(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(what + " " + value + ": 1 to " + most);
    }
  }

  private static void within(String what, Duration time, int most) {
    if (time.isNegative() || time.toSeconds() > most) {
      throw new IllegalArgumentException(what + " " + time.toSeconds() + " s: 0 to " + most);
    }
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
  public PeerConfigBuilder change() {
    return new PeerConfigBuilder(this);
  }

  /** Starts with port 179, a hold time of 90 s and both families. */
  public static PeerConfigBuilder builder(InetAddress address, long remoteAsn) {
    return new PeerConfigBuilder(address, remoteAsn);
  }

  /** {@return as {@code 192.0.2.1 AS 64512}} */
  @Override
  public String toString() {
    return IpAddresses.text(address) + " AS " + remoteAsn;
  }
}
