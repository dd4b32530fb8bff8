package io.kuberouter.bgp.bfd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.engine.BfdAction.StateChanged;
import io.kuberouter.bgp.bfd.jffi.KernelBfdTransport;
import io.kuberouter.bgp.bfd.session.BfdSpeaker;
import io.kuberouter.bgp.bfd.session.BfdStatus;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.Link;
import io.kuberouter.bgp.number.IpAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with BIRD and FRR over a link into another network namespace. */
class BfdInteropTest {

  /** What the daemons are configured with, too. */
  private static final BfdConfig FAST =
      new BfdConfig(Duration.ofMillis(100), Duration.ofMillis(150), 12, false);

  @TempDir private Path folder;
  private final List<StateChanged> told = new CopyOnWriteArrayList<>();

  private static void within(Callable<Boolean> condition, Callable<String> words) throws Exception {
    try {
      Await.until(condition);
    } catch (AssertionError e) {
      throw new AssertionError(words.call(), e);
    }
  }

  private static BfdStatus status(BfdSpeaker speaker) throws Exception {
    return speaker.status().get(60, TimeUnit.SECONDS).get(0);
  }

  @ParameterizedTest
  @CsvSource({"BIRD, 4", "BIRD, 6", "FRR, 4", "FRR, 6"})
  void upNegotiatedLostAndBack(String name, int family) throws Exception {
    Optional<String> obstacle = Link.obstacle();
    assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
    try (Link link = new Link(false)) {
      BfdDaemon daemon = BfdDaemon.of(name, link, folder);
      assumeTrue(daemon.missing().isEmpty(), daemon.missing() + " is not installed");
      link.us().visit(() -> play(daemon, link.theirs(family == 6), link.ours(family == 6)));
    }
  }

  /** Eight packets have come, and nothing was told: a machine that stands still may try again. */
  private boolean isSteady(BfdSpeaker speaker, BfdDaemon daemon, InetAddress us) throws Exception {
    told.clear();
    long before = status(speaker).received();
    within(() -> status(speaker).received() >= before + 8, daemon::words);
    return told.isEmpty() && daemon.isUp(us);
  }

  private void play(BfdDaemon daemon, InetAddress them, InetAddress us) throws Exception {
    try (daemon) {
      daemon.launch();
      try (BfdSpeaker speaker =
          BfdSpeaker.start(
              KernelBfdTransport.open(
                  List.of(IpAddresses.parse(us instanceof Inet6Address ? "::" : "0.0.0.0")),
                  BfdNeighbor.PORT),
              (neighbor, change) -> told.add(change))) {
        speaker
            .add(new BfdNeighbor(them, Optional.of(us), BfdNeighbor.PORT, 1, FAST))
            .get(60, TimeUnit.SECONDS);
        within(() -> status(speaker).session().state() == BfdState.UP, daemon::words);
        within(() -> daemon.isUp(us), daemon::words);
        // they: 200 ms / 250 ms x 16; so we send every 250 ms and wait for 16 x 200 ms
        within(
            () ->
                status(speaker).session().transmitInterval() == 250_000
                    && status(speaker).session().detectionTime() == 3_200_000,
            daemon::words);
        assertThat(told).extracting(StateChanged::to).contains(BfdState.UP);
        within(() -> isSteady(speaker, daemon, us), daemon::words);

        told.clear();
        daemon.cut();
        within(() -> !told.isEmpty(), daemon::words);
        assertThat(told.get(0).to()).isEqualTo(BfdState.DOWN);
        assertThat(told.get(0).diagnostic())
            .isIn(
                Diagnostic.CONTROL_DETECTION_TIME_EXPIRED,
                Diagnostic.NEIGHBOR_SIGNALED_SESSION_DOWN);
        within(() -> !daemon.isUp(us), daemon::words);
        daemon.heal();
        within(() -> status(speaker).session().state() == BfdState.UP, daemon::words);
        within(() -> daemon.isUp(us), daemon::words);

        speaker.remove(them);
        within(() -> !daemon.isUp(us), daemon::words);
      }
    }
  }
}
