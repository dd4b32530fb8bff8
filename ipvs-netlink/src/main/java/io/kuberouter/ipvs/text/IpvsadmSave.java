package io.kuberouter.ipvs.text;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
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
    if ((service.flags() & VirtualService.FLAG_PERSISTENT) != 0) {
      out.append(" -p ").append(service.timeoutSeconds());
      boolean six =
          service.key() instanceof ServiceKey.ByAddress a
              ? a.address().getAddress().length == 16
              : ((ServiceKey.ByMark) service.key()).ipv6();
      if (!six && service.netmaskLength() >= 0 && service.netmaskLength() < 32) {
        int mask = service.netmaskLength() == 0 ? 0 : -1 << (32 - service.netmaskLength());
        out.append(" -M ")
            .append(
                String.format(
                    Locale.ROOT,
                    "%d.%d.%d.%d",
                    (mask >>> 24),
                    (mask >>> 16) & 0xff,
                    (mask >>> 8) & 0xff,
                    mask & 0xff));
      } else if (six && service.netmaskLength() >= 0 && service.netmaskLength() < 128) {
        out.append(" -M ").append(service.netmaskLength());
      }
    }
    if ((service.flags() & VirtualService.FLAG_ONE_PACKET) != 0) {
      out.append(" -o");
    }
    List<String> flags = new ArrayList<>();
    if ((service.flags() & VirtualService.FLAG_SCHED_1) != 0) {
      flags.add(flag(service, "fallback", "flag-1"));
    }
    if ((service.flags() & VirtualService.FLAG_SCHED_2) != 0) {
      flags.add(flag(service, "port", "flag-2"));
    }
    if ((service.flags() & VirtualService.FLAG_SCHED_3) != 0) {
      flags.add("flag-3");
    }
    if (!flags.isEmpty()) {
      out.append(" -b ").append(String.join(",", flags));
    }
    return out.toString();
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
        + (server.upperThreshold() == 0 ? "" : " -x " + server.upperThreshold())
        + (server.lowerThreshold() == 0 ? "" : " -y " + server.lowerThreshold());
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
    }
    throw new AssertionError(change);
  }
}
