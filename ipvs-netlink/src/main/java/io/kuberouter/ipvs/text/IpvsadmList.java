package io.kuberouter.ipvs.text;

import io.kuberouter.ipvs.IpvsInfo;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceFlag;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;

/** The lines of {@code ipvsadm -Ln}. */
public final class IpvsadmList {

  private IpvsadmList() {}

  /** {@return the three lines above the services, each ended} */
  public static String head(IpvsInfo info) {
    return "IP Virtual Server version "
        + info.versionText()
        + " (size="
        + info.connectionTableSize()
        + ")\n"
        + "Prot LocalAddress:Port Scheduler Flags\n"
        + "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n";
  }

  /** {@return a service's line, ended} */
  public static String service(ObservedService observed) {
    VirtualService service = observed.service();
    StringBuilder out = new StringBuilder();
    if (service.key() instanceof ServiceKey.ByAddress a) {
      String address = a.toString();
      out.append(
          String.format("%-4s %s ", a.protocol(), address.substring(0, address.indexOf('/'))));
    } else if (service.key() instanceof ServiceKey.ByMark m) {
      out.append("FWM  ").append(m.mark()).append(m.ipv6() ? " IPv6 " : " ");
    }
    out.append(service.scheduler());
    String flags = IpvsadmSave.schedulerFlags(service);
    if (!flags.isEmpty()) {
      out.append(" (").append(flags).append(')');
    }
    if (service.flags().contains(ServiceFlag.PERSISTENT)) {
      out.append(" persistent ").append(service.timeoutSeconds());
      if (!service.netmask().isWhole()) {
        out.append(" mask ").append(service.netmask());
      }
      service.persistenceEngine().ifPresent(name -> out.append(" pe ").append(name));
    }
    if (service.flags().contains(ServiceFlag.ONE_PACKET)) {
      out.append(" ops");
    }
    return out.append('\n').toString();
  }

  /** {@return a server's line, ended} */
  public static String server(ObservedRealServer observed) {
    return String.format(
        "  -> %-28s %-7s %-6d %-10d %-10d\n",
        observed.server().key(),
        observed.server().method().title(),
        observed.server().weight(),
        observed.activeConnections(),
        observed.inactiveConnections());
  }
}
