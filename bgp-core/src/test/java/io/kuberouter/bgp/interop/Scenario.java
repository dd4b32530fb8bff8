package io.kuberouter.bgp.interop;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One arrangement of a daemon and speakers of ours in which some features are looked at. */
interface Scenario {

  /** All there are. */
  List<Scenario> ALL =
      List.of(
          new ExternalSession(),
          new InternalSession(),
          new RoutedSession(),
          new SignedSession(),
          new GuardedSession(),
          new RestartedSession(),
          new ReflectedRoutes(),
          new WatchedSession());

  /** {@return the features whose cells it fills} */
  Set<Feature> features();

  /** {@return whether there is a router between} */
  default boolean routed() {
    return false;
  }

  /** {@return what it needs beside the daemon and is not installed, if anything} */
  default Optional<String> absent() {
    return Optional.empty();
  }

  /** {@return the scenario that looks at a feature} */
  static Scenario of(Feature feature) {
    return ALL.stream().filter(s -> s.features().contains(feature)).findFirst().orElseThrow();
  }

  /** Runs it, on a thread that is in our namespace. */
  void run(Bench bench) throws Exception;
}
