package io.kuberouter.sync.plan;

import java.util.Comparator;
import java.util.List;

/** The steps from what is to what should be, in the order in which they are taken. */
public record Plan(List<PlanStep> steps) {

  /** Nothing to do. */
  public static final Plan EMPTY = new Plan(List.of());

  public Plan {
    steps = steps.stream().sorted(Comparator.comparing(PlanStep::phase)).toList();
  }

  /** {@return whether there is nothing to do} */
  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
