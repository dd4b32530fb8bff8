package io.kuberouter.ipvs.testkit;

import io.kuberouter.ipvs.DaemonState;
import io.kuberouter.ipvs.ForwardMethod;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.SyncDaemon;
import io.kuberouter.ipvs.TunnelType;
import io.kuberouter.ipvs.VirtualService;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/** What Linux ({@code ip_vs_ctl.c}, {@code ip_vs_sync.c}) checks, and its answers. */
final class KernelRules {

  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ERANGE = 34;

  private static final Set<String> SCHEDULERS =
      Set.of(
          "none", "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo",
          "ovf");

  private static final Set<String> PERSISTENCE_ENGINES = Set.of("sip");

  /** Ticks a second; the kernel counts a timeout in ticks, in a signed int. */
  private static final int HZ = 100;

  private static final int DEVICE_MTU = 1500;
  private static final int LEAST_OF_A_BACKUP = 1024;
  private static final int MOST_BYTES = 65535;

  private KernelRules() {}

  static boolean ipv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** {@return what {@code ip_vs_add_service} and {@code ip_vs_edit_service} answer} */
  static int service(VirtualService service) {
    if (!SCHEDULERS.contains(service.scheduler())) {
      return ENOENT;
    }
    if (!service.persistenceEngine().map(PERSISTENCE_ENGINES::contains).orElse(true)) {
      return ENOENT;
    }
    return service.key().ipv6() && service.netmask().value() < 1 ? EINVAL : 0;
  }

  /** {@return what is answered before the server is looked for} */
  static int server(ServiceKey service, RealServer server, boolean synchronised) {
    boolean mixed = ipv6(server.key().address()) != service.ipv6();
    if (mixed && (synchronised || server.method() != ForwardMethod.TUNNEL)) {
      return EINVAL;
    }
    if (server.lowerThreshold() > server.upperThreshold()) {
      return ERANGE;
    }
    return server.tunnel().type() == TunnelType.GUE && server.tunnel().port() == 0 ? EINVAL : 0;
  }

  /** {@return whether an address is unicast: {@code inet_addr_type}, {@code ipv6_addr_type}} */
  static boolean mayBeServer(InetAddress address) {
    byte[] b = address.getAddress();
    if (address instanceof Inet4Address) {
      boolean all = b[0] == -1 && b[1] == -1 && b[2] == -1 && b[3] == -1;
      return !address.isAnyLocalAddress() && !all && !address.isMulticastAddress();
    }
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress()
        && !isMapped(b);
  }

  /** {@code ::ffff:0:0/96} */
  private static boolean isMapped(byte[] b) {
    for (int i = 0; i < 10; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return b[10] == -1 && b[11] == -1;
  }

  /** {@return a daemon with what {@code start_sync_thread} chooses} */
  static SyncDaemon started(SyncDaemon asked) {
    InetAddress group = asked.group().orElseGet(KernelRules::defaultGroup);
    int headers = ipv6(group) ? 48 : 28;
    int least = asked.state() == DaemonState.BACKUP ? LEAST_OF_A_BACKUP : 1;
    int length = Math.max(least, Math.min(MOST_BYTES - headers, asked.maxLength()));
    return new SyncDaemon(
        asked.state(),
        asked.device(),
        asked.syncId(),
        asked.maxLength() == 0 ? DEVICE_MTU - headers : length,
        Optional.of(group),
        asked.port() == 0 ? 8848 : asked.port(),
        asked.ttl() == 0 ? 1 : asked.ttl());
  }

  private static InetAddress defaultGroup() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, 81});
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // four bytes
    }
  }

  static boolean fits(IpvsTimeouts timeouts) {
    int most = Integer.MAX_VALUE / HZ;
    return timeouts.tcpSeconds() <= most
        && timeouts.tcpFinSeconds() <= most
        && timeouts.udpSeconds() <= most;
  }
}
