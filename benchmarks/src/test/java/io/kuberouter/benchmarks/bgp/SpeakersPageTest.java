package io.kuberouter.benchmarks.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code results/bgp.md} tells what was measured; {@code -Dgolden.update=true} draws the plot anew
 * and prints the rows.
 */
class SpeakersPageTest {

  private static final Path RESULTS = Path.of("results");
  private static final List<String> STREAMS = List.of("packed", "inet4", "single");

  private static void assertPageHas(String rows) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      System.out.print(rows);
    }
    assertThat(Files.readString(RESULTS.resolve("bgp.md"))).contains(rows);
  }

  private static SpeakerRuns table(String name) throws IOException {
    return SpeakerRuns.read(RESULTS.resolve(name));
  }

  @Test
  void aMillionPrefixesBesideBird() throws IOException {
    SpeakerRuns runs = table("bgp-million.tsv");
    StringBuilder rows = new StringBuilder();
    for (int family : new int[] {4, 6}) {
      STREAMS.forEach(stream -> rows.append(runs.beside(family, stream, "announce", "bird")));
    }
    assertPageHas(rows.toString());
  }

  @Test
  void withdrawingAllAndAnnouncingAllAgain() throws IOException {
    SpeakerRuns runs = table("bgp-again.tsv");
    StringBuilder rows = new StringBuilder();
    for (int family : new int[] {4, 6}) {
      STREAMS.forEach(stream -> rows.append(runs.again(family, stream, "bird")));
    }
    assertPageHas(rows.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bgp-million-all.tsv", "bgp-100k.tsv"})
  void allSpeakers(String name) throws IOException {
    SpeakerRuns runs = table(name);
    assertThat(runs.speakers()).containsExactly("ours", "bird", "frr", "openbgpd", "gobgpd");
    StringBuilder rows = new StringBuilder();
    STREAMS.forEach(stream -> rows.append(runs.all(4, stream)));
    assertPageHas(rows.toString());
  }

  @Test
  void thePlotIsThatOfTheTable() throws IOException {
    Path plot = RESULTS.resolve("bgp-million-all.svg");
    Path drawn = Files.createTempFile("plot", ".svg");
    SpeakerPlot.main(
        new String[] {RESULTS.resolve("bgp-million-all.tsv").toString(), "4", drawn.toString()});
    if (Boolean.getBoolean("golden.update")) {
      Files.copy(drawn, plot, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.readString(plot)).isEqualTo(Files.readString(drawn));
    Files.delete(drawn);
  }
}
