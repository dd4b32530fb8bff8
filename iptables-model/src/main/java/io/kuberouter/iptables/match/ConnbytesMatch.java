package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m connbytes}: how much the connection has carried.
 *
 * @param amount from how much, to how much
 * @param mode what is counted
 * @param direction which packets
 */
public record ConnbytesMatch(Negatable<Amount> amount, Mode mode, Direction direction)
    implements Match {

  /** What is counted. */
  public enum Mode {
    PACKETS("packets"),
    BYTES("bytes"),
    AVGPKT("avgpkt");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Which packets are counted. */
  public enum Direction {
    ORIGINAL("original"),
    REPLY("reply"),
    BOTH("both");

    private final String word;

    Direction(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** An amount with or without an upper end. */
  public record Amount(long first, Optional<Long> last) {

    /** {@return whether it begins and ends with the same number} */
    public boolean isOne() {
      return last.equals(Optional.of(first));
    }

    @Override
    public String toString() {
      return first + last.map(end -> ":" + end).orElse("");
    }
  }
}
