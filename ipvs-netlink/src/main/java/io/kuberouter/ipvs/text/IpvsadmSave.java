package io.kuberouter.ipvs.text;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.ipvs.ForwardMethod;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceFlag;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.SyncDaemon;
import io.kuberouter.ipvs.Tunnel;
import io.kuberouter.ipvs.TunnelType;
import io.kuberouter.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of {@code ipvsadm -Sn}, which {@code ipvsadm -R} reads, and single commands. */
public final class IpvsadmSave {

  private IpvsadmSave() {}

  /** {@return the options that name a service: {@code -t 10.0.0.1:80}} */
  public static String key(ServiceKey key) {
    if (key instanceof ServiceKey.ByAddress a) {
      String option =
          switch (a.protocol()) {
            case TCP -> "-t ";
            case UDP -> "-u ";
            case SCTP -> "--sctp-service ";
          };
      return option + Addresses.withPort(a.address(), a.port());
    } else if (key instanceof ServiceKey.ByMark m) {
      return "-f " + m.mark() + (m.ipv6() ? " -6" : "");
    }
    throw new AssertionError(key);
  }

  /** {@return the options of a service} */
  public static String service(VirtualService service) {
    StringBuilder out = new StringBuilder(key(service.key()));
    out.append(" -s ").append(service.scheduler());
    if (service.flags().contains(ServiceFlag.PERSISTENT)) {
      out.append(" -p ").append(service.timeoutSeconds());
      if (!service.netmask().isWhole()) {
        out.append(" -M ").append(service.netmask());
      }
    }
    service.persistenceEngine().ifPresent(name -> out.append(" --pe ").append(name));
    if (service.flags().contains(ServiceFlag.ONE_PACKET)) {
      out.append(" -o");
    }
    String flags = schedulerFlags(service);
    if (!flags.isEmpty()) {
      out.append(" -b ").append(flags);
    }
    return out.toString();
  }

  /** {@return the flags of a scheduler, as {@code -b} takes them; empty for none} */
  static String schedulerFlags(VirtualService service) {
    List<String> flags = new ArrayList<>();
    if (service.flags().contains(ServiceFlag.SCHEDULER_1)) {
      flags.add(flag(service, "fallback", "flag-1"));
    }
    if (service.flags().contains(ServiceFlag.SCHEDULER_2)) {
      flags.add(flag(service, "port", "flag-2"));
    }
    if (service.flags().contains(ServiceFlag.SCHEDULER_3)) {
      flags.add("flag-3");
    }
    return String.join(",", flags);
  }

  private static String flag(VirtualService service, String word, String plain) {
    return switch (service.scheduler()) {
      case "mh", "sh" -> service.scheduler() + "-" + word;
      default -> plain;
    };
  }

  /** {@return the options of a server} */
  public static String server(RealServer server) {
    return "-r "
        + server.key()
        + " "
        + server.method().option()
        + " -w "
        + server.weight()
        + tunnel(server)
        + (server.upperThreshold() == 0 ? "" : " -x " + server.upperThreshold())
        + (server.lowerThreshold() == 0 ? "" : " -y " + server.lowerThreshold());
  }

  private static String tunnel(RealServer server) {
    Tunnel tunnel = server.tunnel();
    if (server.method() != ForwardMethod.TUNNEL) {
      return "";
    } else if (tunnel.type() == TunnelType.IPIP) {
      return " --tun-type ipip";
    }
    return " --tun-type "
        + tunnel.type().name().toLowerCase(Locale.ROOT)
        + (tunnel.type() == TunnelType.GUE ? " --tun-port " + tunnel.port() : "")
        + (tunnel.remoteChecksum()
            ? " --tun-remcsum"
            : tunnel.checksum() ? " --tun-csum" : " --tun-nocsum");
  }

  /** {@return the options of a daemon to start} */
  public static String daemon(SyncDaemon daemon) {
    return daemon.state()
        + " --mcast-interface "
        + daemon.device()
        + (daemon.syncId() == 0 ? "" : " --syncid " + daemon.syncId())
        + (daemon.maxLength() == 0 ? "" : " --sync-maxlen " + daemon.maxLength())
        + daemon.group().map(group -> " --mcast-group " + Addresses.format(group)).orElse("")
        + (daemon.port() == 0 ? "" : " --mcast-port " + daemon.port())
        + (daemon.ttl() == 0 ? "" : " --mcast-ttl " + daemon.ttl());
  }

  /** {@return the change as {@code ipvsadm} takes it} */
  public static String command(IpvsChange change) {
    if (change instanceof IpvsChange.AddService c) {
      return "ipvsadm -A " + service(c.service());
    } else if (change instanceof IpvsChange.SetService c) {
      return "ipvsadm -E " + service(c.service());
    } else if (change instanceof IpvsChange.DeleteService c) {
      return "ipvsadm -D " + key(c.key());
    } else if (change instanceof IpvsChange.AddServer c) {
      return "ipvsadm -a " + key(c.service()) + " " + server(c.server());
    } else if (change instanceof IpvsChange.SetServer c) {
      return "ipvsadm -e " + key(c.service()) + " " + server(c.server());
    } else if (change instanceof IpvsChange.DeleteServer c) {
      return "ipvsadm -d " + key(c.service()) + " -r " + c.server();
    } else if (change instanceof IpvsChange.StartDaemon c) {
      return "ipvsadm --start-daemon " + daemon(c.daemon());
    } else if (change instanceof IpvsChange.StopDaemon c) {
      return "ipvsadm --stop-daemon " + c.state();
    } else if (change instanceof IpvsChange.SetTimeouts c) {
      IpvsTimeouts t = c.timeouts();
      return "ipvsadm --set " + t.tcpSeconds() + " " + t.tcpFinSeconds() + " " + t.udpSeconds();
    } else if (change instanceof IpvsChange.Zero c) {
      return "ipvsadm -Z" + c.service().map(key -> " " + key(key)).orElse("");
    } else if (change instanceof IpvsChange.Flush) {
      return "ipvsadm -C";
    }
    throw new AssertionError(change);
  }
}
