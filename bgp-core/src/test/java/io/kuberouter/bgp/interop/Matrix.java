package io.kuberouter.bgp.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Plays all scenarios with all daemons, several at a time, and keeps what came of each feature. */
final class Matrix {

  private static final int AT_A_TIME = 5;

  private final Semaphore places = new Semaphore(AT_A_TIME);
  private final Map<Program, Map<Feature, CompletableFuture<Optional<Throwable>>>> outcomes =
      new EnumMap<>(Program.class);
  private final List<Thread> threads = new ArrayList<>();
  private final Path folder;

  Matrix(Path folder) {
    this.folder = folder;
  }

  void start() throws IOException {
    // daemons that give up root must be able to reach their own folders
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Scenario scenario : Scenario.ALL) {
      for (Program program : Program.values()) {
        start(scenario, program);
      }
    }
  }

  private void start(Scenario scenario, Program program) {
    Map<Feature, CompletableFuture<Optional<Throwable>>> cells = new EnumMap<>(Feature.class);
    scenario.features().stream()
        .filter(program::supports)
        .forEach(feature -> cells.put(feature, new CompletableFuture<>()));
    outcomes.computeIfAbsent(program, p -> new EnumMap<>(Feature.class)).putAll(cells);
    if (cells.isEmpty() || program.absent().isPresent() || scenario.absent().isPresent()) {
      return;
    }
    String name = program.title() + "-" + scenario.getClass().getSimpleName();
    Thread thread = new Thread(() -> play(scenario, program, cells), name);
    threads.add(thread);
    thread.start();
  }

  private void play(
      Scenario scenario,
      Program program,
      Map<Feature, CompletableFuture<Optional<Throwable>>> cells) {
    Map<Feature, Optional<Throwable>> seen = new EnumMap<>(Feature.class);
    Throwable rest = new AssertionError(scenario.getClass() + " has not looked at it");
    places.acquireUninterruptibly();
    try {
      Path own = Files.createDirectory(folder.resolve(Thread.currentThread().getName()));
      Bench bench = new Bench(program, new Link(scenario.routed()), own);
      rest = played(scenario, bench).orElse(rest);
      seen.putAll(bench.outcomes());
    } catch (IOException | RuntimeException | Error e) {
      rest = e;
    } finally {
      places.release();
      Optional<Throwable> otherwise = Optional.of(rest);
      cells.forEach((feature, cell) -> cell.complete(seen.getOrDefault(feature, otherwise)));
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
    return outcomes.getOrDefault(program, Map.of()).get(feature).join();
  }

  /** Waits until all is done. */
  void end() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** {@return whether a feature was seen to work; when all is done} */
  boolean passed(Program program, Feature feature) {
    CompletableFuture<Optional<Throwable>> cell =
        outcomes.getOrDefault(program, Map.of()).get(feature);
    return cell != null && cell.isDone() && cell.join().isEmpty();
  }
}
