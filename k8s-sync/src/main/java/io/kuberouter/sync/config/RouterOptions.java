package io.kuberouter.sync.config;

import io.kuberouter.bgp.session.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Options of routing.
 *
 * @param clusterAsn 64512 when the flag is 0
 * @param routerId empty: the primary IPv4 address; {@code generate}: from the primary address
 * @param multihopTtl used when at least 2
 */
public record RouterOptions(
    long clusterAsn,
    boolean enableIbgp,
    boolean nodesFullMesh,
    boolean enableCni,
    boolean enableOverlay,
    String overlayType,
    String overlayEncap,
    int overlayEncapPort,
    boolean enablePodEgress,
    boolean autoMtu,
    boolean advertisePodCidr,
    boolean advertiseClusterIp,
    boolean advertiseExternalIp,
    boolean advertiseLoadBalancerIp,
    boolean overrideNextHop,
    String routerId,
    int bgpPort,
    Duration bgpHoldTime,
    boolean gracefulRestart,
    Duration gracefulRestartTime,
    Duration gracefulRestartDeferralTime,
    int multihopTtl,
    List<Peer> peers,
    Duration routesSyncPeriod,
    Duration injectedRoutesSyncPeriod) {

  public RouterOptions {
    peers = List.copyOf(peers);
  }

  /**
   * An external peer of flags or annotations; never prints its password.
   *
   * @param password of TCP MD5 signatures, decoded
   * @param localAddress to connect from; absent: the node's of the same family
   * @param bfd how the path to it is watched; absent: not at all
   */
  public record Peer(
      InetAddress address,
      long asn,
      int port,
      Optional<Secret> password,
      Optional<InetAddress> localAddress,
      Optional<Bfd> bfd) {

    /** Creates a peer to which the path is not watched. */
    public Peer(
        InetAddress address,
        long asn,
        int port,
        Optional<Secret> password,
        Optional<InetAddress> localAddress) {
      this(address, asn, port, password, localAddress, Optional.empty());
    }
  }

  /**
   * BFD with a peer on the node's link (RFC 5881).
   *
   * @param port that packets are sent to, 1 to 65535
   * @param multiplier missing packets that mean that the path is down, 1 to 255
   * @param minTx between packets that we want to send, 1 ms to 4,294,967 ms
   * @param minRx between packets that we can take, likewise
   */
  public record Bfd(int port, int multiplier, Duration minTx, Duration minRx) {

    /** As the flags have it by default. */
    public static final Bfd USUAL = new Bfd(3784, 3, Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** The longest interval in milliseconds: 2^32-1 microseconds. */
    public static final long LONGEST_MILLIS = 4_294_967;
  }

  /** Defaults of the flags. */
  public static final RouterOptions DEFAULTS =
      new RouterOptions(
          64512,
          true,
          true,
          true,
          true,
          "subnet",
          "ipip",
          5555,
          true,
          true,
          true,
          false,
          false,
          false,
          false,
          "",
          179,
          Duration.ofSeconds(90),
          false,
          Duration.ofSeconds(90),
          Duration.ofMinutes(6),
          0,
          List.of(),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1));
}
