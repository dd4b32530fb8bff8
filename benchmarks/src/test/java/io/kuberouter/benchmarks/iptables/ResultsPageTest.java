package io.kuberouter.benchmarks.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of results tells what was measured; {@code -Dgolden.update=true} draws the plot anew.
 */
class ResultsPageTest {

  private static final Path RESULTS = Path.of("results");
  private static final Path TABLE = RESULTS.resolve("iptables-policy-change-nft.tsv");
  private static final Path PLOT = RESULTS.resolve("iptables-policy-change-nft.svg");

  @Test
  void thePlotIsThatOfTheTable() throws IOException {
    Path drawn = Files.createTempFile("plot", ".svg");
    ComparisonPlot.main(new String[] {TABLE.toString(), "nft", drawn.toString()});
    if (Boolean.getBoolean("golden.update")) {
      Files.copy(drawn, PLOT, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.readString(PLOT)).isEqualTo(Files.readString(drawn));
    Files.delete(drawn);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, value > 38 && value < 45 ? "%.1fx" : "%.0fx", value);
  }

  @Test
  void theNumbersOfThePageAreThoseOfTheTable() throws IOException {
    Map<String, Double> medians = new HashMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      String[] cells = line.split("\t", -1);
      medians.put(cells[1] + " " + cells[2] + " " + cells[3], Double.parseDouble(cells[4]));
    }
    String page = Files.readString(RESULTS.resolve("iptables.md"));
    for (int rules : new int[] {1000, 10_000, 50_000}) {
      for (String change : List.of("add", "replace", "remove")) {
        double ours = medians.get(rules + " model-diff-restore " + change);
        double bare = medians.get(rules + " bare-restore " + change);
        double whole = medians.get(rules + " save-edit-restore " + change);
        assertThat(page)
            .contains(
                String.format(
                    Locale.ROOT,
                    "| %,d | %s | %s | %s | %s | %.2fx | %s |%n",
                    rules,
                    change,
                    millis(ours),
                    millis(bare),
                    millis(whole),
                    ours / bare,
                    times(whole / ours)));
      }
    }
  }
}
