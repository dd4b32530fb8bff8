package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import java.util.List;
import java.util.Optional;

/**
 * {@code -m sctp}: a packet of SCTP.
 *
 * @param sourcePorts of the source
 * @param destinationPorts of the destination
 * @param chunks of the packet
 */
public record SctpMatch(
    Optional<Negatable<PortRange>> sourcePorts,
    Optional<Negatable<PortRange>> destinationPorts,
    Optional<Negatable<Chunks>> chunks)
    implements Match {

  /** How many of the chunks must be there. */
  public enum Scope {
    ALL("all"),
    ANY("any"),
    ONLY("only");

    private final String word;

    Scope(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * Chunk types.
   *
   * @param chunks in the order of their numbers, each with flags behind a colon where some count
   */
  public record Chunks(Scope scope, List<String> chunks) {
    public Chunks {
      chunks = List.copyOf(chunks);
    }

    @Override
    public String toString() {
      return scope + " " + String.join(",", chunks);
    }
  }
}
