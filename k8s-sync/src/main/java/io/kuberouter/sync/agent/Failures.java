package io.kuberouter.sync.agent;

import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.plan.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is said of steps that were not taken: each refusal, and one line for all that wait for it.
 */
final class Failures {

  private static final Set<Phase> OF_DEVICES =
      EnumSet.of(
          Phase.ADD_DEVICES,
          Phase.ADD_ADDRESSES,
          Phase.ADD_ROUTES,
          Phase.ADD_PEERS,
          Phase.ANNOUNCE_ROUTES);

  private Failures() {}

  /** {@return a line for each step that was refused} */
  static List<String> refused(List<PlanApplier.Failure> failures) {
    return failures.stream()
        .filter(failure -> !failure.heldBack())
        .map(failure -> failure.step().reason() + ": " + failure.message())
        .toList();
  }

  /** {@return a line for each thing that steps wait for} */
  static List<String> heldBack(List<PlanApplier.Failure> failures) {
    Map<String, List<String>> waiting = new LinkedHashMap<>();
    for (PlanApplier.Failure failure : failures) {
      if (failure.heldBack()) {
        waiting
            .computeIfAbsent(failure.message(), message -> new ArrayList<>())
            .add(failure.step().reason());
      }
    }
    return waiting.entrySet().stream()
        .map(entry -> entry.getValue().get(0) + more(entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  /** {@return whether a device that comes up may be what one of them lacks} */
  static boolean mayNeedDevice(List<PlanApplier.Failure> failures) {
    return failures.stream().anyMatch(failure -> OF_DEVICES.contains(failure.step().phase()));
  }

  private static String more(List<String> reasons) {
    return reasons.size() == 1 ? "" : " and " + (reasons.size() - 1) + " more steps";
  }
}
