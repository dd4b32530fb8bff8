package io.kuberouter.sync.translate;

import io.kuberouter.ipvs.ServiceFlag;
import io.kuberouter.sync.cluster.ServiceView;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How IPVS spreads a Service's connections, from its annotations and its session affinity.
 *
 * @param timeout of the affinity, in seconds; 0 without affinity
 */
record Scheduling(String scheduler, Set<ServiceFlag> flags, int timeout) {

  private static final String SCHEDULER = "kube-router.io/service.scheduler";
  private static final String FLAGS = "kube-router.io/service.schedflags";
  private static final Set<String> SCHEDULERS = Set.of("rr", "lc", "dh", "sh", "mh");

  /**
   * Reads it.
   *
   * @param note takes what an annotation asks for and cannot have
   */
  static Scheduling of(ServiceView service, Consumer<String> note) {
    String scheduler = service.annotations().getOrDefault(SCHEDULER, "rr");
    if (!SCHEDULERS.contains(scheduler)) {
      note.accept(
          "annotation "
              + SCHEDULER
              + ": no scheduler \""
              + scheduler
              + "\" (rr, lc, dh, sh, mh); rr used");
      scheduler = "rr";
    }
    Set<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
    String flagText = service.annotations().get(FLAGS);
    if (flagText != null && scheduler.equals("mh")) {
      for (String token : flagText.split(",", -1)) {
        switch (token.trim()) {
          case "flag-1" -> flags.add(ServiceFlag.SCHEDULER_1);
          case "flag-2" -> flags.add(ServiceFlag.SCHEDULER_2);
          case "flag-3" -> flags.add(ServiceFlag.SCHEDULER_3);
          default -> note.accept("annotation " + FLAGS + ": no flag \"" + token.trim() + "\"");
        }
      }
    }
    if (service.sessionAffinityTimeout().isPresent()) {
      flags.add(ServiceFlag.PERSISTENT);
    }
    return new Scheduling(scheduler, flags, service.sessionAffinityTimeout().orElse(0));
  }
}
