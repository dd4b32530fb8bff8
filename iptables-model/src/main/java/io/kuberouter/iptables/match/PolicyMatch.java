package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.iptables.term.Negatable;
import java.util.List;
import java.util.Optional;

/**
 * {@code -m policy}: what IPsec did or will do with the packet.
 *
 * @param ipsec whether it is handled at all
 * @param strict whether all elements must be there, in order
 */
public record PolicyMatch(
    Direction direction, boolean ipsec, boolean strict, List<Element> elements) implements Match {

  /** Whether the packet was or will be handled. */
  public enum Direction {
    IN,
    OUT;

    @Override
    public String toString() {
      return this == IN ? "in" : "out";
    }
  }

  /** One transformation; what is absent may be anything. */
  public record Element(
      Optional<Negatable<Long>> requestId,
      Optional<Negatable<Long>> spi,
      Optional<Negatable<String>> protocol,
      Optional<Negatable<String>> mode,
      Optional<Negatable<IpBlock>> tunnelDestination,
      Optional<Negatable<IpBlock>> tunnelSource) {}

  public PolicyMatch {
    elements = List.copyOf(elements);
  }
}
