package io.kuberouter.sync.config;

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
   */
  public record Peer(
      InetAddress address,
      long asn,
      int port,
      Optional<String> password,
      Optional<InetAddress> localAddress) {
    @Override
    public String toString() {
      return "Peer["
          + address.getHostAddress()
          + " AS "
          + asn
          + " port "
          + port
          + (password.isPresent() ? " with password]" : "]");
    }
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
