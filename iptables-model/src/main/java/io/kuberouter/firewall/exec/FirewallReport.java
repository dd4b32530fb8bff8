package io.kuberouter.firewall.exec;

import java.time.Duration;
import java.util.List;

/**
 * How a plan went.
 *
 * @param steps one for each step of the plan, in order
 */
public record FirewallReport(List<StepResult> steps) {
  public FirewallReport {
    steps = List.copyOf(steps);
  }

  /** {@return whether all steps were made} */
  public boolean isComplete() {
    return steps.stream().allMatch(step -> step.outcome() == StepResult.Outcome.DONE);
  }

  /** {@return the refusals, in order} */
  public List<StepResult.Refusal> refusals() {
    return steps.stream().flatMap(step -> step.refusal().stream()).toList();
  }

  /** {@return how long all steps took} */
  public Duration took() {
    return steps.stream().map(StepResult::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** {@return how long other programs held the lock of the legacy tools meanwhile} */
  public Duration lockWait() {
    return steps.stream().map(StepResult::lockWait).reduce(Duration.ZERO, Duration::plus);
  }
}
