package io.kuberouter.sync.desired;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The desired state, kept by fragments: replacing one costs what it holds, not what the node holds.
 * Several fragments may ask for one item; it stays until the last one lets go, and the first in
 * order decides its state. Not thread safe.
 */
public final class DesiredState {

  private record Claim(Fragment fragment, Item item) {}

  private final Map<String, List<Claim>> byReason = new HashMap<>();
  private final Map<ItemKey, List<Claim>> byKey = new HashMap<>();
  private final Map<ChainKey, NavigableMap<ItemKey, Item.ChainPart>> chains = new HashMap<>();

  /**
   * Replaces what a fragment asks for.
   *
   * @return the keys whose state has changed by it
   */
  public Set<ItemKey> replace(Fragment fragment, Collection<? extends Item> items) {
    Map<ItemKey, Item> before = new HashMap<>();
    List<Claim> old = byReason.getOrDefault(fragment.reason(), List.of());
    for (Claim claim : old) {
      remember(before, claim.item().key());
    }
    Map<ItemKey, Claim> wanted = new LinkedHashMap<>();
    for (Item item : items) {
      wanted.putIfAbsent(item.key(), new Claim(fragment, item));
      remember(before, item.key());
    }
    for (Claim claim : old) {
      removeClaim(claim);
    }
    for (Claim claim : wanted.values()) {
      addClaim(claim);
    }
    if (wanted.isEmpty()) {
      byReason.remove(fragment.reason());
    } else {
      byReason.put(fragment.reason(), List.copyOf(wanted.values()));
    }
    Set<ItemKey> changed = new HashSet<>();
    before.forEach(
        (key, was) -> {
          Item now = get(key).orElse(null);
          if (was == NONE ? now != null : !was.equals(now)) {
            changed.add(key);
            updateChain(key, was, now);
          }
        });
    return changed;
  }

  private static final Item NONE = new Item.Sysctl("", "", Optional.empty());

  private void remember(Map<ItemKey, Item> before, ItemKey key) {
    before.computeIfAbsent(key, k -> get(k).orElse(NONE));
  }

  private void addClaim(Claim claim) {
    List<Claim> claims = byKey.computeIfAbsent(claim.item().key(), k -> new ArrayList<>(1));
    int at = 0;
    while (at < claims.size() && claims.get(at).fragment().compareTo(claim.fragment()) <= 0) {
      at++;
    }
    claims.add(at, claim);
  }

  private void removeClaim(Claim claim) {
    List<Claim> claims = byKey.get(claim.item().key());
    if (claims != null) {
      claims.removeIf(c -> c.fragment().reason().equals(claim.fragment().reason()));
      if (claims.isEmpty()) {
        byKey.remove(claim.item().key());
      }
    }
  }

  private void updateChain(ItemKey key, Item was, @org.jspecify.annotations.Nullable Item now) {
    if (was instanceof Item.ChainPart part) {
      NavigableMap<ItemKey, Item.ChainPart> parts = chains.get(part.chain());
      if (parts != null) {
        parts.remove(key);
        if (parts.isEmpty()) {
          chains.remove(part.chain());
        }
      }
    }
    if (now instanceof Item.ChainPart part) {
      chains.computeIfAbsent(part.chain(), c -> new TreeMap<>()).put(key, part);
    }
  }

  /** {@return the state that the first fragment asks for} */
  public Optional<Item> get(ItemKey key) {
    List<Claim> claims = byKey.get(key);
    return claims == null ? Optional.empty() : Optional.of(claims.get(0).item());
  }

  /** {@return the object that decides the item, for people; empty when nobody wants it} */
  public String reason(ItemKey key) {
    List<Claim> claims = byKey.get(key);
    return claims == null ? "" : claims.get(0).fragment().reason();
  }

  /** {@return the parts of a chain in order; empty when there is no such chain} */
  public Collection<Item.ChainPart> chain(ChainKey chain) {
    NavigableMap<ItemKey, Item.ChainPart> parts = chains.get(chain);
    return parts == null ? List.of() : Collections.unmodifiableCollection(parts.values());
  }

  /** {@return all chains that should exist} */
  public Set<ChainKey> chains() {
    return Collections.unmodifiableSet(chains.keySet());
  }

  /** {@return all keys; for full passes and listings only} */
  public Set<ItemKey> keys() {
    return Collections.unmodifiableSet(byKey.keySet());
  }
}
