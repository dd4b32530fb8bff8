package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import java.util.List;

/**
 * {@code -m multiport}: up to 15 ports; a range counts as two.
 *
 * @param side whose ports
 * @param ports in the order they were written
 */
public record MultiportMatch(Side side, Negatable<List<PortRange>> ports) implements Match {

  /** Whose ports are compared. */
  public enum Side {
    SOURCE("--sports"),
    DESTINATION("--dports"),
    EITHER("--ports");

    private final String word;

    Side(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public MultiportMatch {
    ports = new Negatable<>(ports.negated(), List.copyOf(ports.value()));
  }
}
