package io.kuberouter.firewall;

import io.kuberouter.firewall.exec.FirewallTool;
import io.kuberouter.ipset.testkit.FakeIpSets;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.testkit.FakeNetfilter;

class FakeFirewallTest extends FirewallContract {
  private final FakeIpSets sets = new FakeIpSets();
  private final FirewallTool tool = new FirewallTool(new FakeNetfilter(Backend.NFT, sets), sets);

  @Override
  FirewallTool tool() {
    return tool;
  }
}
