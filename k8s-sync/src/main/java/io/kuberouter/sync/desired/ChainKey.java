package io.kuberouter.sync.desired;

import io.kuberouter.iptables.IpFamily;
import java.util.Comparator;

/** A chain of one family's table. */
public record ChainKey(IpFamily family, String table, String chain)
    implements Comparable<ChainKey> {

  private static final Comparator<ChainKey> ORDER =
      Comparator.comparing(ChainKey::family)
          .thenComparing(ChainKey::table)
          .thenComparing(ChainKey::chain);

  @Override
  public int compareTo(ChainKey other) {
    return ORDER.compare(this, other);
  }

  /** {@return as {@code iptables -t filter KUBE-…}'s coordinates} */
  @Override
  public String toString() {
    return (family == IpFamily.IPV6 ? "ip6 " : "ip ") + table + " " + chain;
  }
}
