package io.kuberouter.sync.agent;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The desired state of one plane in the format of its tool. */
public final class DesiredText {

  private final DesiredState desired;

  /** Prints this state. */
  public DesiredText(DesiredState desired) {
    this.desired = desired;
  }

  private List<Item> items(ItemKind kind) {
    List<Item> items = new ArrayList<>();
    for (ItemKey key : new TreeSet<>(desired.keys())) {
      if (key.kind() == kind) {
        desired.get(key).ifPresent(items::add);
      }
    }
    return items;
  }

  /** {@return input of {@code ipvsadm -R}} */
  public String ipvsadmSave() {
    StringBuilder out = new StringBuilder();
    Map<String, List<Item.IpvsServer>> servers = new TreeMap<>();
    for (Item item : items(ItemKind.IPVS_SERVER)) {
      Item.IpvsServer server = (Item.IpvsServer) item;
      servers.computeIfAbsent(server.service().toString(), s -> new ArrayList<>()).add(server);
    }
    for (Item item : items(ItemKind.IPVS_SERVICE)) {
      Item.IpvsService service = (Item.IpvsService) item;
      out.append("-A ").append(IpvsadmSave.service(service.service())).append('\n');
      for (Item.IpvsServer server :
          servers.getOrDefault(service.service().key().toString(), List.of())) {
        out.append("-a ")
            .append(IpvsadmSave.key(server.service()))
            .append(' ')
            .append(IpvsadmSave.server(server.server()))
            .append('\n');
      }
    }
    return out.toString();
  }

  /** {@return input of {@code iptables-restore} or {@code ip6tables-restore}} */
  public String iptablesSave(IpFamily family) {
    Map<String, Map<String, List<String>>> tables = new TreeMap<>();
    for (ChainKey chain : new TreeSet<>(desired.chains())) {
      if (chain.family() == family) {
        List<String> rules = rules(tables, chain);
        desired
            .chain(chain)
            .forEach(part -> part.rules().forEach(rule -> rules.add(RuleText.format(rule))));
      }
    }
    List<Item.HookRule> hooks = new ArrayList<>();
    for (Item item : items(ItemKind.HOOK_RULE)) {
      hooks.add((Item.HookRule) item);
    }
    hooks.sort(java.util.Comparator.comparingInt(Item.HookRule::rank));
    for (Item.HookRule hook : hooks) {
      if (hook.chain().family() == family) {
        rules(tables, hook.chain()).add(RuleText.format(hook.rule()));
      }
    }
    StringBuilder out = new StringBuilder();
    tables.forEach(
        (table, chains) -> {
          out.append('*').append(table).append('\n');
          chains
              .keySet()
              .forEach(
                  chain ->
                      out.append(':')
                          .append(chain)
                          .append(chain.startsWith("KUBE-") ? " - [0:0]\n" : " ACCEPT [0:0]\n"));
          chains.forEach(
              (chain, rules) ->
                  rules.forEach(
                      r -> out.append("-A ").append(chain).append(' ').append(r).append('\n')));
          out.append("COMMIT\n");
        });
    return out.toString();
  }

  private static List<String> rules(Map<String, Map<String, List<String>>> tables, ChainKey chain) {
    return tables
        .computeIfAbsent(chain.table(), t -> new TreeMap<>())
        .computeIfAbsent(chain.chain(), c -> new ArrayList<>());
  }

  /** {@return input of {@code ipset restore}} */
  public String ipsetSave() {
    StringBuilder out = new StringBuilder();
    for (Item item : items(ItemKind.IP_SET)) {
      Item.IpSet set = (Item.IpSet) item;
      out.append("create ")
          .append(set.name())
          .append(' ')
          .append(set.type())
          .append(set.family() == IpFamily.IPV6 ? " family inet6" : " family inet")
          .append(" hashsize 1024 maxelem 65536 timeout 0\n");
    }
    for (Item item : items(ItemKind.SET_ENTRY)) {
      Item.SetEntry entry = (Item.SetEntry) item;
      out.append("add ")
          .append(entry.set())
          .append(' ')
          .append(entry.element())
          .append(" timeout 0")
          .append(entry.nomatch() ? " nomatch\n" : "\n");
    }
    return out.toString();
  }

  /** {@return a route a line, as {@code ip route add} takes it} */
  public String routes() {
    StringBuilder out = new StringBuilder();
    for (Item item : items(ItemKind.ROUTE)) {
      out.append(PlanText.route((Item.Route) item)).append('\n');
    }
    return out.toString();
  }

  /** {@return a neighbour or an announced prefix a line} */
  public String bgp() {
    StringBuilder out = new StringBuilder();
    for (Item item : items(ItemKind.BGP_PEER)) {
      Item.BgpPeer peer = (Item.BgpPeer) item;
      out.append("neighbor ")
          .append(IpText.format(peer.config().address()))
          .append(" remote-as ")
          .append(peer.config().remoteAsn())
          .append(peer.external() ? " external\n" : " internal\n");
    }
    for (Item item : items(ItemKind.BGP_ROUTE)) {
      Item.BgpRoute route = (Item.BgpRoute) item;
      out.append("network ")
          .append(IpText.format(route.prefix().address()))
          .append('/')
          .append(route.prefix().length())
          .append(" next-hop ")
          .append(IpText.format(route.nextHop()))
          .append(route.vip() ? " service\n" : " pods\n");
    }
    return out.toString();
  }
}
