package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NetworkPolicyView.Peer.IpBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The union of address blocks with exceptions, as elements of one {@code hash:net} set, where the
 * longest matching element decides: an exception of one block does not hide what another block
 * holds.
 */
final class BlockUnion {

  private BlockUnion() {}

  /** {@return the elements in order; true marks {@code nomatch}} */
  static Map<Cidr, Boolean> of(List<IpBlock> blocks, IpFamily family) {
    Set<Cidr> borders = new LinkedHashSet<>();
    List<IpBlock> ours =
        blocks.stream().filter(b -> NodeFacts.familyOf(b.cidr()) == family).toList();
    for (IpBlock block : ours) {
      borders.addAll(halves(block.cidr()));
      block.except().forEach(e -> borders.addAll(halves(e)));
    }
    Map<Cidr, Boolean> elements = new LinkedHashMap<>();
    for (Cidr border : borders) {
      boolean in = ours.stream().anyMatch(b -> holds(b, border));
      boolean inParent =
          borders.stream()
              .filter(b -> b.length() < border.length() && covers(b, border))
              .max(java.util.Comparator.comparingInt(Cidr::length))
              .map(parent -> ours.stream().anyMatch(b -> holds(b, parent)))
              .orElse(false);
      if (in || inParent) {
        elements.put(border, !in);
      }
    }
    return elements;
  }

  private static boolean holds(IpBlock block, Cidr cidr) {
    return covers(block.cidr(), cidr)
        && block.except().stream().noneMatch(except -> covers(except, cidr));
  }

  private static boolean covers(Cidr outer, Cidr inner) {
    return outer.length() <= inner.length() && outer.contains(inner.network());
  }

  /** A set cannot hold a network of length 0: two halves stand for it. */
  private static List<Cidr> halves(Cidr cidr) {
    if (cidr.length() > 0) {
      return List.of(cidr);
    }
    List<Cidr> two = new ArrayList<>();
    byte[] bytes = cidr.network().getAddress();
    two.add(new Cidr(IpText.ofBytes(bytes), 1));
    bytes[0] = (byte) 0x80;
    two.add(new Cidr(IpText.ofBytes(bytes), 1));
    return two;
  }
}
