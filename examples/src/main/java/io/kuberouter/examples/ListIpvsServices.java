package io.kuberouter.examples;

import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.client.KernelIpvsClient;
import java.io.IOException;

/** {@code ipvsadm -Ln} in a few lines; wants a kernel with IPVS, and root. */
final class ListIpvsServices {

  private ListIpvsServices() {}

  public static void main(String[] arguments) throws IOException {
    try (IpvsClient ipvs = KernelIpvsClient.open()) {
      for (ObservedService s : ipvs.services()) {
        System.out.println(s.service().key() + " " + s.service().scheduler());
        for (ObservedRealServer r : ipvs.servers(s.service().key())) {
          System.out.println("  -> " + r.server().key() + " weight " + r.server().weight());
        }
      }
    }
  }
}
