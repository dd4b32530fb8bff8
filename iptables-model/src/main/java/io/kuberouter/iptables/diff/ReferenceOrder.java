package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order in which chains can be made: what is jumped to before what jumps. */
final class ReferenceOrder {

  private ReferenceOrder() {}

  /** {@return the names, each behind those that it jumps to} */
  static List<String> of(Collection<Chain> chains) {
    Map<String, Chain> left = new LinkedHashMap<>();
    chains.forEach(chain -> left.put(chain.name(), chain));
    List<String> order = new ArrayList<>();
    for (Chain chain : chains) {
      place(chain, left, order);
    }
    return order;
  }

  private static void place(Chain chain, Map<String, Chain> left, List<String> order) {
    if (left.remove(chain.name()) == null) {
      return;
    }
    for (Rule rule : chain.rules()) {
      Chain to = rule.chain().map(left::get).orElse(null);
      if (to != null) {
        place(to, left, order);
      }
    }
    order.add(chain.name());
  }
}
