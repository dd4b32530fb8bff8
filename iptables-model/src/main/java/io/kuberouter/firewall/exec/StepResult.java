package io.kuberouter.firewall.exec;

import io.kuberouter.firewall.FirewallStep;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.iptables.restore.RestoreScript;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a step.
 *
 * @param took from its start to its end
 * @param lockWait how much of it another program held the lock of the legacy tools
 * @param refusal why it was refused; the lines of a refused step of sets that stand before it are
 *     made
 */
public record StepResult(
    FirewallStep step,
    Outcome outcome,
    Duration took,
    Duration lockWait,
    Optional<Refusal> refusal) {

  /** Whether a step was made. */
  public enum Outcome {
    /** It was made. */
    DONE,
    /** A tool refused it. */
    REFUSED,
    /** It was not tried, for it rests on one that was refused. */
    SKIPPED
  }

  /**
   * Why a step was refused.
   *
   * @param message what the tool said, and the element in its own syntax
   * @param rule the table, chain and rule at fault, where rules were
   * @param set the change at fault, where sets were
   */
  public record Refusal(
      String message, Optional<RestoreScript.Element> rule, Optional<SetChange> set) {}

  static StepResult skipped(FirewallStep step) {
    return new StepResult(step, Outcome.SKIPPED, Duration.ZERO, Duration.ZERO, Optional.empty());
  }
}
