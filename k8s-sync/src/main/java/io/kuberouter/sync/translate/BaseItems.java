package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a plane has on every node, with the words that its rules share. */
final class BaseItems {

  private final List<Item> items = new ArrayList<>();

  void add(Item item) {
    items.add(item);
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  void module(String name) {
    items.add(new Item.KernelModule(name));
  }

  void device(String name, String kind, Optional<Integer> mtu) {
    items.add(new Item.Device(name, kind, true, mtu, Optional.empty(), Optional.empty()));
  }

  void sysctl(String path, String value) {
    items.add(new Item.Sysctl(path, value, Optional.empty()));
  }

  String set(IpFamily family, String name, String type) {
    String full = Names.set(family, name);
    items.add(new Item.IpSet(family, full, type));
    return full;
  }

  void chain(IpFamily family, String table, String chain, int order, List<String> specs) {
    List<Rule> rules = specs.stream().map(s -> Rules.parse(family, s)).toList();
    items.add(new Item.ChainPart(new ChainKey(family, table, chain), order, "base", rules));
  }

  void hook(IpFamily family, String table, String chain, int rank, String spec) {
    items.add(
        new Item.HookRule(new ChainKey(family, table, chain), rank, Rules.parse(family, spec)));
  }

  static String comment(String text) {
    return "-m comment --comment " + Rules.quote(text);
  }

  static List<String> icmpAccepts(IpFamily family) {
    boolean six = family == IpFamily.IPV6;
    String match = six ? " -p ipv6-icmp --icmpv6-type " : " -p icmp --icmp-type ";
    List<String> specs = new ArrayList<>();
    specs.add(accept("echo requests", match, "echo-request"));
    specs.add(accept("destination unreachable messages", match, "destination-unreachable"));
    specs.add(accept("time exceeded messages", match, "time-exceeded"));
    if (six) {
      specs.add(accept("neighbor solicitation messages", match, "neighbor-solicitation"));
      specs.add(accept("neighbor advertisement messages", match, "neighbor-advertisement"));
      specs.add(accept("echo reply messages", match, "echo-reply"));
    }
    return specs;
  }

  private static String accept(String what, String match, String type) {
    return comment("allow icmp " + what) + match + type + " -j ACCEPT";
  }
}
