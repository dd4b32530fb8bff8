package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;

/** {@code -m pkttype}: for whom the link layer says the packet is. */
public record PkttypeMatch(Negatable<Type> type) implements Match {

  /** Kinds of packets. */
  public enum Type {
    UNICAST("unicast"),
    BROADCAST("broadcast"),
    MULTICAST("multicast");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
