package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.cluster.ServiceView.ServicePort;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The rules by which a pod reaches itself through its own Service. */
final class HairpinTranslator {

  private static final String HAIRPIN = "kube-router.io/service.hairpin";
  private static final String EXTERNAL = "kube-router.io/service.hairpin.externalips";

  private final boolean always;
  private final NodeFacts facts;

  /**
   * Translates for this node.
   *
   * @param always whether for Services without the annotation, too
   */
  HairpinTranslator(boolean always, NodeFacts facts) {
    this.always = always;
    this.facts = facts;
  }

  List<Item> translate(
      ServiceView service, ServiceAddresses addresses, ServicePort port, List<Backend> local) {
    if (!always && !service.annotations().containsKey(HAIRPIN)) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    boolean external = service.annotations().containsKey(EXTERNAL);
    for (Backend backend : local) {
      IpFamily family = NodeFacts.familyOf(backend.address());
      if (!facts.families().contains(family)
          || addresses.cluster().stream().noneMatch(a -> NodeFacts.familyOf(a) == family)) {
        continue;
      }
      rules(family, backend, addresses.cluster(), port.port(), items);
      if (external) {
        rules(family, backend, addresses.external(), port.port(), items);
      }
      if (port.nodePort() != 0) {
        rules(family, backend, facts.ips(family), port.nodePort(), items);
      }
    }
    return items;
  }

  private static void rules(
      IpFamily family, Backend backend, List<InetAddress> vips, int port, List<Item> items) {
    String pod = IpText.format(backend.address());
    for (InetAddress address : vips) {
      if (NodeFacts.familyOf(address) != family) {
        continue;
      }
      String vip = IpText.format(address);
      String rule =
          "-s %s -d %s -m ipvs --vaddr %s --vport %d -j SNAT --to-source %s"
              .formatted(pod, pod, vip, port, vip);
      items.add(
          new Item.ChainPart(
              new ChainKey(family, "nat", Names.HAIRPIN),
              1,
              pod + " " + vip + " " + port,
              List.of(Rules.parse(family, rule))));
      items.add(
          new Item.HookRule(
              new ChainKey(family, "nat", "POSTROUTING"),
              50,
              Rules.parse(family, "-m ipvs --vdir ORIGINAL -j " + Names.HAIRPIN)));
    }
  }
}
