package io.kuberouter.bgp.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Plays all scenarios with all daemons, several at a time, and keeps what came of each feature. */
final class Matrix {

  private static final int AT_A_TIME = 5;

  /** One scenario with one daemon. */
  private record Run(Program program, Scenario scenario) {
    @Override
    public String toString() {
      return program.title() + " " + scenario;
    }
  }

  private final Semaphore places = new Semaphore(AT_A_TIME);

  /** What failed of each run's features. */
  private final Map<Run, CompletableFuture<Map<Feature, Optional<Throwable>>>> runs =
      new HashMap<>();

  private final Path folder;

  Matrix(Path folder) {
    this.folder = folder;
  }

  void start() throws IOException {
    // daemons that give up root must be able to reach their own folders
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Scenario scenario : Scenario.ALL) {
      for (Program program : Program.values()) {
        boolean possible = program.absent().isEmpty() && scenario.absent().isEmpty();
        if (possible && scenario.features().stream().anyMatch(program::supports)) {
          start(new Run(program, scenario));
        }
      }
    }
  }

  /** Each run has a thread of its own, which goes into a namespace and never comes back. */
  private void start(Run run) {
    CompletableFuture<Map<Feature, Optional<Throwable>>> outcome = new CompletableFuture<>();
    runs.put(run, outcome);
    Path own = folder.resolve(String.valueOf(runs.size()));
    new Thread(() -> play(run, own, outcome), run.toString()).start();
  }

  private void play(
      Run run, Path own, CompletableFuture<Map<Feature, Optional<Throwable>>> outcome) {
    Map<Feature, Optional<Throwable>> seen = new EnumMap<>(Feature.class);
    Throwable otherwise = new AssertionError("it was not looked at");
    places.acquireUninterruptibly();
    try {
      Files.createDirectory(own);
      Bench bench = new Bench(run.program(), new Link(run.scenario().routed()), own);
      otherwise = played(run.scenario(), bench).orElse(otherwise);
      seen.putAll(bench.outcomes());
    } catch (IOException | RuntimeException | Error e) {
      otherwise = e;
    } finally {
      places.release();
      for (Feature feature : run.scenario().features()) {
        seen.putIfAbsent(feature, Optional.of(otherwise));
      }
      outcome.complete(seen);
    }
  }

  private static Optional<Throwable> played(Scenario scenario, Bench bench) {
    try (bench) {
      bench.link().us().enter();
      scenario.run(bench);
      return Optional.empty();
    } catch (Exception | AssertionError e) {
      return Optional.of(new AssertionError(bench.told(e), e));
    }
  }

  /** {@return what came of a feature: nothing, or what went wrong; waits for it} */
  Optional<Throwable> outcome(Program program, Feature feature) {
    for (Scenario scenario : Scenario.of(feature)) {
      Run run = new Run(program, scenario);
      CompletableFuture<Map<Feature, Optional<Throwable>>> outcome = runs.get(run);
      Optional<Throwable> failure =
          outcome == null
              ? Optional.of(new AssertionError("it was not played"))
              : outcome.join().getOrDefault(feature, Optional.empty());
      if (failure.isPresent()) {
        return Optional.of(
            new AssertionError(run + ": " + failure.get().getMessage(), failure.get()));
      }
    }
    return Optional.empty();
  }
}
