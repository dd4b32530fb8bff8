package io.kuberouter.benchmarks.bgp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What {@code benchmarks/bgp.sh -t FILE} has written, and the rows of the results' page that it
 * gives.
 */
final class SpeakerRuns {

  /**
   * One measurement.
   *
   * @param family 4 or 6
   * @param stream packed, inet4 or single
   * @param phase announce, withdraw or again
   * @param seconds until the sink had the last prefix
   * @param cpu the speaker's CPU seconds
   * @param megabytes the most memory that the speaker held
   */
  record Run(
      int family,
      String stream,
      int prefixes,
      String speaker,
      String phase,
      double seconds,
      double cpu,
      double megabytes) {}

  private final List<Run> runs;

  private SpeakerRuns(List<Run> runs) {
    this.runs = runs;
  }

  /** Reads a table: family, stream, prefixes, speaker, phase, run, seconds, CPU seconds, MB. */
  static SpeakerRuns read(Path table) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split("\t", -1);
      runs.add(
          new Run(
              Integer.parseInt(cells[0]),
              cells[1],
              Integer.parseInt(cells[2]),
              cells[3],
              cells[4],
              Double.parseDouble(cells[6]),
              Double.parseDouble(cells[7]),
              Double.parseDouble(cells[8])));
    }
    return new SpeakerRuns(runs);
  }

  private List<Run> of(int family, String stream, String speaker, String phase) {
    return runs.stream()
        .filter(r -> r.family() == family && r.stream().equals(stream))
        .filter(r -> r.speaker().equals(speaker) && r.phase().equals(phase))
        .collect(Collectors.toList());
  }

  /** {@return the speakers, in the order in which they were measured} */
  List<String> speakers() {
    return runs.stream().map(Run::speaker).distinct().collect(Collectors.toList());
  }

  /** {@return the middle one, or the mean of the two in the middle; NaN of none} */
  double median(
      int family, String stream, String speaker, String phase, ToDoubleFunction<Run> value) {
    double[] sorted =
        of(family, stream, speaker, phase).stream().mapToDouble(value).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** {@return the row of a stream beside another speaker: medians, in brackets least and most} */
  String beside(int family, String stream, String phase, String rival) {
    List<Run> ours = of(family, stream, "ours", phase);
    double time = median(family, stream, "ours", phase, Run::seconds);
    double theirs = median(family, stream, rival, phase, Run::seconds);
    double memory = median(family, stream, "ours", phase, Run::megabytes);
    double theirMemory = median(family, stream, rival, phase, Run::megabytes);
    return String.format(
        Locale.ROOT,
        "| IPv%d %s | %d | %s | %s | %.2fx | %.0f | %.0f | %.2fx | %.1f : %.1f |%n",
        family,
        stream,
        ours.size(),
        range(ours),
        range(of(family, stream, rival, phase)),
        time / theirs,
        memory,
        theirMemory,
        memory / theirMemory,
        median(family, stream, "ours", phase, Run::cpu),
        median(family, stream, rival, phase, Run::cpu));
  }

  private static String range(List<Run> of) {
    double[] sorted = of.stream().mapToDouble(Run::seconds).sorted().toArray();
    int n = sorted.length;
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f-%.2f)",
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        sorted[0],
        sorted[n - 1]);
  }

  /** {@return the row of a stream: seconds and MB of each speaker} */
  String all(int family, String stream) {
    String cells =
        speakers().stream()
            .map(
                speaker -> {
                  double time = median(family, stream, speaker, "announce", Run::seconds);
                  double memory = median(family, stream, speaker, "announce", Run::megabytes);
                  return String.format(
                      Locale.ROOT, time < 1 ? "%.3f / %.0f" : "%.2f / %.0f", time, memory);
                })
            .collect(Collectors.joining(" | "));
    return String.format(Locale.ROOT, "| IPv%d %s | %s |%n", family, stream, cells);
  }

  /** {@return the row of a stream for withdrawing all and announcing all again} */
  String again(int family, String stream, String rival) {
    return String.format(
        Locale.ROOT,
        "| IPv%d %s | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f |%n",
        family,
        stream,
        median(family, stream, "ours", "withdraw", Run::seconds),
        median(family, stream, rival, "withdraw", Run::seconds),
        median(family, stream, "ours", "again", Run::seconds),
        median(family, stream, rival, "again", Run::seconds),
        median(family, stream, "ours", "again", Run::megabytes),
        median(family, stream, rival, "again", Run::megabytes));
  }
}
