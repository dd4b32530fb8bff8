package io.kuberouter.sync.dataplane;

import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads the IPVS services of a node that are ours, their servers, and the timeouts. */
final class IpvsLook {

  private final IpvsClient client;
  private final Ledger ledger;
  private final List<Cidr> excluded;

  /**
   * Reads by a client.
   *
   * @param excluded networks of others
   */
  IpvsLook(IpvsClient client, Ledger ledger, List<Cidr> excluded) {
    this.client = client;
    this.ledger = ledger;
    this.excluded = List.copyOf(excluded);
  }

  /**
   * Reads them.
   *
   * @param desired tells which are ours although the ledger does not know them
   * @param vips the addresses of the services' device
   */
  void look(Observed observed, DesiredState desired, Set<String> vips) throws IOException {
    for (ObservedService found : client.services()) {
      ServiceKey key = found.service().key();
      boolean ours =
          ledger.services().contains(key.toString())
              || desired.get(new ItemKey(ItemKind.IPVS_SERVICE, key.toString())).isPresent()
              || (ledger.isNew()
                  && key instanceof ServiceKey.ByAddress a
                  && vips.contains(IpText.format(a.address())));
      if (!ours || isExcluded(key)) {
        continue;
      }
      observed.put(new Item.IpvsService(found.service()));
      for (ObservedRealServer server : client.servers(key)) {
        observed.put(new Item.IpvsServer(key, server.server()));
      }
    }
    ItemKey timeouts = new ItemKey(ItemKind.IPVS_TIMEOUTS, "");
    if (desired.get(timeouts).orElse(null) instanceof Item.Timeouts wanted) {
      IpvsTimeouts now = client.timeouts();
      IpvsTimeouts want = wanted.timeouts();
      observed.put(
          new Item.Timeouts(
              new IpvsTimeouts(
                  want.tcpSeconds() == 0 ? 0 : now.tcpSeconds(),
                  want.tcpFinSeconds() == 0 ? 0 : now.tcpFinSeconds(),
                  want.udpSeconds() == 0 ? 0 : now.udpSeconds())));
    }
  }

  /** A service in an excluded network stays unless it is asked for. */
  private boolean isExcluded(ServiceKey key) {
    return key instanceof ServiceKey.ByAddress a
        && !ledger.services().contains(key.toString())
        && excluded.stream().anyMatch(c -> c.contains(a.address()));
  }
}
