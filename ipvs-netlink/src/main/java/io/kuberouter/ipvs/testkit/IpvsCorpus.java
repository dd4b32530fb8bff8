package io.kuberouter.ipvs.testkit;

import io.kuberouter.ipvs.ForwardMethod;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.Netmask;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.RealServerKey;
import io.kuberouter.ipvs.ServiceFlag;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.Tunnel;
import io.kuberouter.ipvs.TunnelType;
import io.kuberouter.ipvs.VirtualService;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Services and servers from a seed, of all kinds that a kernel takes: the same for tests and
 * benchmarks. Not thread safe.
 */
public final class IpvsCorpus {

  private static final List<String> SCHEDULERS = List.of("rr", "wrr", "lc", "wlc", "sh", "mh");

  private final SplittableRandom random;

  /** Begins a sequence that is the same for the same seed. */
  public IpvsCorpus(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * {@return the changes that make services with servers, as a cluster of that size has them: TCP,
   * round robin, masquerading; every other service of IPv6}
   */
  public static List<IpvsChange> cluster(int services, int serversEach) {
    List<IpvsChange> changes = new ArrayList<>(services * (serversEach + 1));
    for (int s = 0; s < services; s++) {
      boolean ipv6 = (s & 1) != 0;
      ServiceKey key = new ServiceKey.ByAddress(address(ipv6, 0x60, s), Protocol.TCP, 80);
      changes.add(new IpvsChange.AddService(VirtualService.of(key, "rr")));
      for (int i = 0; i < serversEach; i++) {
        changes.add(
            new IpvsChange.AddServer(
                key, RealServer.masquerade(address(ipv6, 0xf4, (s * serversEach) + i), 8080, 1)));
      }
    }
    return changes;
  }

  /** {@return {@code 10.space.0.0/12} or {@code fd00:space::/96} at an index, 0 to 2^20-1} */
  public static InetAddress address(boolean ipv6, int space, int index) {
    try {
      if (!ipv6) {
        return InetAddress.getByAddress(
            new byte[] {
              10, (byte) (space | ((index >> 16) & 0xf)), (byte) (index >> 8), (byte) index
            });
      }
      byte[] bytes = new byte[16];
      bytes[0] = (byte) 0xfd;
      bytes[3] = (byte) space;
      bytes[13] = (byte) (index >> 16);
      bytes[14] = (byte) (index >> 8);
      bytes[15] = (byte) index;
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // 4 or 16 bytes
    }
  }

  private <T> T pick(T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** {@return a service of any kind; its address or mark is one of 2^16} */
  public VirtualService service() {
    boolean ipv6 = random.nextBoolean();
    int index = random.nextInt(1 << 16);
    Protocol protocol = pick(Protocol.values());
    ServiceKey key =
        random.nextInt(5) == 0
            ? new ServiceKey.ByMark(ipv6, 1 + index)
            : new ServiceKey.ByAddress(
                address(ipv6, 0x60, index), protocol, 1 + random.nextInt(65535));
    return service(key);
  }

  /** {@return a service of any kind with that key} */
  public VirtualService service(ServiceKey key) {
    VirtualService service =
        VirtualService.of(key, SCHEDULERS.get(random.nextInt(SCHEDULERS.size())));
    boolean ipv6 = key.ipv6();
    if (random.nextInt(3) == 0) {
      // the third flag of a scheduler is none that one reads, or that ipvsadm always tells
      service =
          service
              .withFlags(ServiceFlag.of(random.nextInt(32)))
              .persistent(1 + random.nextInt(100_000))
              .withNetmask(Netmask.ofLength(ipv6, 1 + random.nextInt(ipv6 ? 128 : 32)));
    } else if (random.nextInt(4) == 0) {
      service = service.withFlags(Set.of(ServiceFlag.SCHEDULER_1, ServiceFlag.ONE_PACKET));
    }
    return service;
  }

  /** {@return a server of any kind for a service; its address is one of 2^16} */
  public RealServer server(ServiceKey service) {
    InetAddress address = address(service.ipv6(), 0xf4, random.nextInt(1 << 16));
    int port = service instanceof ServiceKey.ByMark ? 0 : 1 + random.nextInt(65535);
    return server(new RealServerKey(address, port));
  }

  /** {@return a server of any kind with that key} */
  public RealServer server(RealServerKey key) {
    ForwardMethod method =
        List.of(ForwardMethod.MASQUERADE, ForwardMethod.TUNNEL, ForwardMethod.ROUTE)
            .get(random.nextInt(3));
    RealServer server = RealServer.of(key, method, random.nextInt(100));
    if (random.nextInt(4) == 0) {
      long upper = random.nextInt(10_000);
      server = server.withThresholds(upper, upper / 2);
    }
    return method == ForwardMethod.TUNNEL ? server.withTunnel(tunnel()) : server;
  }

  private Tunnel tunnel() {
    return switch (random.nextInt(3)) {
      case 0 -> Tunnel.IPIP;
      case 1 -> new Tunnel(TunnelType.GUE, 1 + random.nextInt(65535), random.nextBoolean(), false);
      default -> new Tunnel(TunnelType.GRE, 0, random.nextBoolean(), false);
    };
  }
}
