package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.Rule;
import java.util.List;

/**
 * What becomes of a packet in a chain.
 *
 * @param packet as it is afterwards: mark and addresses may have changed
 * @param trace the rules that matched, in order
 * @param reason why the outcome is unknown; empty for all others
 */
public record Verdict(Outcome outcome, Packet packet, List<Step> trace, String reason) {

  public Verdict {
    trace = List.copyOf(trace);
  }

  /** {@return the packet's mark afterwards} */
  public long mark() {
    return packet.mark();
  }

  /** How it ends. */
  public enum Outcome {
    /** By a rule, or by the built-in chain's policy. */
    ACCEPT,
    /** Silently, by a rule or the policy. */
    DROP,
    /** With an answer. */
    REJECT,
    /** The chain has ended and has no policy. */
    RETURN,
    /** A rule that could decide cannot be decided here. */
    UNKNOWN
  }

  /**
   * A rule that matched.
   *
   * @param position in its chain, from 1
   */
  public record Step(String chain, int position, Rule rule) {}
}
