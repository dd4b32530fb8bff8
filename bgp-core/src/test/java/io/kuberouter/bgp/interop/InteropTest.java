package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What works between our speaker and daemons of others, each pair on machines of its own. */
class InteropTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "interop.md");

  @TempDir private static Path folder;

  private static Optional<Matrix> matrix = Optional.empty();
  private static Optional<String> obstacle = Optional.empty();

  @BeforeAll
  static void play() throws IOException {
    obstacle = Link.obstacle();
    if (obstacle.isPresent()) {
      return;
    }
    Matrix played = new Matrix(folder);
    played.start();
    matrix = Optional.of(played);
  }

  @AfterAll
  static void writeTable() throws Exception {
    if (matrix.isEmpty()) {
      return;
    }
    Matrix played = matrix.get();
    List<String> lines =
        InteropTable.lines(
            versions(), (program, feature) -> played.outcome(program, feature).isEmpty());
    Files.write(Path.of("target", "interop.md"), lines);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(DOCUMENT, lines);
    }
  }

  private static String versions() throws IOException {
    List<String> versions = new ArrayList<>();
    for (Program program : Program.values()) {
      if (program.absent().isEmpty()) {
        versions.add(program.title() + " " + program.versionNumber());
      }
    }
    return String.join(", ", versions) + ".";
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(Program.values())
        .flatMap(
            program ->
                Arrays.stream(Feature.values())
                    .filter(program::supports)
                    .map(feature -> Arguments.of(program, feature)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cells")
  void works(Program program, Feature feature) throws Throwable {
    assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
    assumeTrue(program.absent().isEmpty(), program.absent().orElse(""));
    for (Scenario scenario : Scenario.of(feature)) {
      assumeTrue(scenario.absent().isEmpty(), scenario.absent().orElse(""));
    }
    Optional<Throwable> failure = matrix.orElseThrow().outcome(program, feature);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Test
  void theDocumentShowsTheTable() throws IOException {
    assumeTrue(!Boolean.getBoolean("golden.update"), "the document is being written");
    assertThat(Files.readAllLines(DOCUMENT))
        .filteredOn(line -> !line.startsWith(InteropTable.VERSIONS))
        .containsExactlyElementsOf(
            InteropTable.lines("", (program, feature) -> true).stream()
                .filter(line -> !line.startsWith(InteropTable.VERSIONS))
                .toList());
  }
}
