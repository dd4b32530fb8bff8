package io.kuberouter.sync.plan;

import io.kuberouter.iptables.Rule;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the node carries, as far as it is ours or we hook into it: read in full by an observer, and
 * kept up to date with each applied step. Not thread safe.
 */
public final class Observed {

  private final Ownership ownership;
  private final Map<ItemKind, Map<ItemKey, Item>> items = new EnumMap<>(ItemKind.class);
  private final Map<ChainKey, List<Rule>> chains = new HashMap<>();

  /** How many IPVS services there are at each address. */
  private final Map<InetAddress, Integer> served = new HashMap<>();

  /** How many rules and sets name each set, as the kernel counts. */
  private final Map<String, Long> references = new HashMap<>();

  /** A node of which anything may be ours. */
  public Observed() {
    this(Ownership.ALL);
  }

  /** A node of which this much may be ours. */
  public Observed(Ownership ownership) {
    this.ownership = ownership;
  }

  /** {@return what of the node may be ours} */
  public Ownership ownership() {
    return ownership;
  }

  /** Records an item. */
  public void put(Item item) {
    if (items.computeIfAbsent(item.key().kind(), k -> new HashMap<>()).put(item.key(), item)
        == null) {
      count(item, 1);
    }
  }

  /** Forgets an item. */
  public void remove(ItemKey key) {
    Map<ItemKey, Item> ofKind = items.get(key.kind());
    Item gone = ofKind == null ? null : ofKind.remove(key);
    if (gone != null) {
      count(gone, -1);
    }
  }

  private void count(Item item, int more) {
    if (item instanceof Item.IpvsService service
        && service.service().key() instanceof ServiceKey.ByAddress key) {
      int now = served.getOrDefault(key.address(), 0) + more;
      if (now == 0) {
        served.remove(key.address());
      } else {
        served.put(key.address(), now);
      }
    }
  }

  /** {@return whether there is an IPVS service at an address} */
  public boolean serves(InetAddress address) {
    return served.containsKey(address);
  }

  /** {@return the state of an item; empty when it is not there} */
  public Optional<Item> get(ItemKey key) {
    return Optional.ofNullable(items.getOrDefault(key.kind(), Map.of()).get(key));
  }

  /** {@return all items; for full passes only} */
  public Iterable<Item> items() {
    List<Item> all = new ArrayList<>();
    items.values().forEach(ofKind -> all.addAll(ofKind.values()));
    return all;
  }

  /** {@return the items of one kind} */
  public Iterable<Item> items(ItemKind kind) {
    return List.copyOf(items.getOrDefault(kind, Map.of()).values());
  }

  /** Records how many rules and sets name a set. */
  public void refer(String set, long count) {
    references.put(set, count);
  }

  /**
   * {@return how many rules and sets named a set when it was looked at; 0 where that is not known}
   */
  public long references(String set) {
    return references.getOrDefault(set, 0L);
  }

  /** Records a chain's rules: ours as a whole, or a built-in one that we hook into. */
  public void putChain(ChainKey chain, List<Rule> rules) {
    chains.put(chain, List.copyOf(rules));
  }

  /** Forgets a chain. */
  public void removeChain(ChainKey chain) {
    chains.remove(chain);
  }

  /** {@return a chain's rules; empty when there is no such chain} */
  public Optional<List<Rule>> chain(ChainKey chain) {
    return Optional.ofNullable(chains.get(chain));
  }

  /** {@return all chains; for full passes only} */
  public Iterable<ChainKey> chains() {
    return List.copyOf(chains.keySet());
  }
}
