package io.kuberouter.sync.dataplane;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Hooks;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Ownership;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.util.Set;

/** Reads the sets and chains of a node, as far as they are ours or we hook into them. */
final class NetfilterLook {

  private static final Set<String> TABLES = Set.of("filter", "nat");

  private final NodeIo io;
  private final CommonOptions options;
  private final Ownership ownership;

  NetfilterLook(NodeIo io, CommonOptions options, Ownership ownership) {
    this.io = io;
    this.options = options;
    this.ownership = ownership;
  }

  void sets(Observed observed) throws IOException {
    for (ObservedSet set : io.sets().sets()) {
      SetDefinition definition = set.definition();
      if (!ownership.isSet(definition.name())) {
        continue;
      }
      observed.put(
          new Item.IpSet(
              definition.ipv6() ? IpFamily.IPV6 : IpFamily.IPV4,
              definition.name(),
              definition.type()));
      observed.refer(definition.name(), set.references());
      for (SetEntry entry : set.entries()) {
        observed.put(
            new Item.SetEntry(definition.name(), SetEntryText.format(entry), entry.nomatch()));
      }
    }
  }

  void chains(Observed observed) throws IOException {
    for (IpFamily family : IpFamily.values()) {
      Ruleset ruleset;
      try {
        ruleset = SaveParser.parse(family, io.netfilter().save(family));
      } catch (ParseException e) {
        throw new IOException("iptables-save: " + e.getMessage(), e);
      } catch (IOException e) {
        if (isOn(family)) {
          throw e;
        }
        continue; // a host without a family need not have its tools
      }
      for (Table table : ruleset.tables().values()) {
        if (TABLES.contains(table.name())) {
          chains(family, table, observed);
        }
      }
    }
  }

  private void chains(IpFamily family, Table table, Observed observed) {
    for (Chain chain : table.chains().values()) {
      ChainKey key = new ChainKey(family, table.name(), chain.name());
      if (ownership.isChain(chain.name()) || Hooks.isBuiltin(key)) {
        observed.putChain(key, chain.rules());
      }
    }
  }

  private boolean isOn(IpFamily family) {
    return family == IpFamily.IPV6 ? options.enableIpv6() : options.enableIpv4();
  }
}
