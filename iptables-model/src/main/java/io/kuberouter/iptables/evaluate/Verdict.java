package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.Rule;
import java.util.List;

/**
 * What becomes of a packet.
 *
 * @param mark the packet's mark afterwards
 * @param trace the rules that matched, in order
 * @param reason why the outcome is unknown; empty for all others
 */
public record Verdict(Outcome outcome, long mark, List<Step> trace, String reason) {

  public Verdict {
    trace = List.copyOf(trace);
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
