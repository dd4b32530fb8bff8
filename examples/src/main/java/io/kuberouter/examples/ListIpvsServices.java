package io.kuberouter.examples;

import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.client.KernelIpvsClient;
import io.kuberouter.ipvs.text.IpvsadmList;
import java.io.IOException;

/** {@code ipvsadm -Ln}; wants a kernel with IPVS, and root. */
final class ListIpvsServices {

  private ListIpvsServices() {}

  public static void main(String[] arguments) throws IOException {
    try (IpvsClient ipvs = KernelIpvsClient.open()) {
      System.out.print(table(ipvs));
    }
  }

  static String table(IpvsClient ipvs) throws IOException {
    StringBuilder out = new StringBuilder(IpvsadmList.head(ipvs.info()));
    for (ObservedService service : ipvs.services()) {
      out.append(IpvsadmList.service(service));
      for (ObservedRealServer server : ipvs.servers(service.service().key())) {
        out.append(IpvsadmList.server(server));
      }
    }
    return out.toString();
  }
}
