package io.kuberouter.bgp.interop;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One arrangement of a daemon and speakers of ours in which some features are looked at. */
interface Scenario {

  /** All there are: sessions over IPv4 and over IPv6. */
  List<Scenario> ALL =
      Stream.of(false, true)
          .flatMap(
              six ->
                  Stream.<Scenario>of(
                      new ExternalSession(six),
                      new InternalSession(six),
                      new RoutedSession(six),
                      new SignedSession(six),
                      new GuardedSession(six),
                      new RestartedSession(six),
                      new ReflectedRoutes(six),
                      new WatchedSession(six, false),
                      new WatchedSession(six, true),
                      new CustomerSession(six)))
          .toList();

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

  /** {@return the scenarios that look at a feature} */
  static List<Scenario> of(Feature feature) {
    return ALL.stream().filter(s -> s.features().contains(feature)).toList();
  }

  /** Runs it, on a thread that is in our namespace. */
  void run(Bench bench) throws Exception;
}
