package io.kuberouter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code results/original.md} and the README tell what {@code original/beside.sh} has measured;
 * {@code -Dgolden.update=true} prints the rows.
 */
class OriginalPageTest {

  /** One run of one agent. */
  private record Run(
      String cluster,
      String agent,
      double begun,
      double complete,
      double median,
      double most,
      double cpu,
      double resident,
      double peak) {

    static Run parse(String line) {
      String[] f = line.split("\t", -1);
      List<Double> values = List.of(f).subList(3, 10).stream().map(Double::valueOf).toList();
      return new Run(
          text("%,d %s", Integer.valueOf(f[1]), f[0]),
          f[2],
          values.get(0),
          values.get(1),
          values.get(2),
          values.get(3),
          values.get(4),
          values.get(5),
          values.get(6));
    }

    String started() {
      return text("%.1f / %.1f", begun, complete);
    }

    String change() {
      return text("%.3f (%.3f)", median, most);
    }

    String memory() {
      return text("%.0f (%.0f)", resident, peak);
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static List<Run> runs(String agent) throws IOException {
    return Files.readAllLines(Path.of("results/original.tsv")).stream()
        .skip(1)
        .map(Run::parse)
        .filter(run -> run.agent().equals(agent))
        .toList();
  }

  private interface Row {
    String of(Run ours, Run original);
  }

  private static String rows(Row row) throws IOException {
    List<Run> ours = runs("ours");
    List<Run> original = runs("original");
    assertThat(ours)
        .extracting(Run::cluster)
        .isEqualTo(original.stream().map(Run::cluster).toList());
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < ours.size(); i++) {
      all.append(row.of(ours.get(i), original.get(i))).append('\n');
    }
    return all.toString();
  }

  private static void assertHas(String page, String rows) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      System.out.print(rows);
    }
    assertThat(Files.readString(Path.of(page))).contains(rows);
  }

  @Test
  void thePageHasAllThatWasMeasured() throws IOException {
    assertHas(
        "results/original.md",
        rows(
            (ours, original) ->
                List.of(ours, original).stream()
                    .map(
                        run ->
                            "| %s, %s | %s | %s | %s | %s |"
                                .formatted(
                                    run.cluster(),
                                    run.agent(),
                                    run.started(),
                                    run.change(),
                                    text("%.1f", run.cpu()),
                                    run.memory()))
                    .collect(Collectors.joining("\n"))));
  }

  @Test
  void theReadmeHasTheRatios() throws IOException {
    assertHas(
        "../README.md",
        rows(
            (ours, original) ->
                text(
                    "| %s | %.3f s, %.2f s | %.0f | %.1f s, %.0f s | %.0f |",
                    ours.cluster(),
                    ours.median(),
                    original.median(),
                    original.median() / ours.median(),
                    ours.cpu(),
                    original.cpu(),
                    original.cpu() / ours.cpu())));
  }
}
