package io.kuberouter.benchmarks.bgp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Draws seconds per stream of each speaker of a table of {@link SpeakerRuns}, as bars, all of one
 * scale.
 */
public final class SpeakerPlot {

  private static final int WIDTH = 720;
  private static final int LEFT = 150;
  private static final int BAR = 16;
  private static final List<String> STREAMS = List.of("packed", "inet4", "single");
  private static final List<String> COLOURS =
      List.of("#0b6e4f", "#1f4e8c", "#a33b20", "#8a6d1f", "#6b4c8a");

  private SpeakerPlot() {}

  /**
   * Draws.
   *
   * @param arguments the table, 4 or 6, the SVG to write
   */
  public static void main(String[] arguments) throws IOException {
    SpeakerRuns runs = SpeakerRuns.read(Path.of(arguments[0]));
    Files.writeString(Path.of(arguments[2]), draw(runs, Integer.parseInt(arguments[1])));
  }

  private static String draw(SpeakerRuns runs, int family) {
    List<String> speakers = runs.speakers();
    double longest = 0;
    for (String stream : STREAMS) {
      for (String speaker : speakers) {
        longest = Math.max(longest, seconds(runs, family, stream, speaker));
      }
    }
    int height = 40 + STREAMS.size() * (speakers.size() * BAR + 16);
    StringBuilder out = new StringBuilder();
    add(out, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'", WIDTH, height);
    add(out, " font-family='sans-serif' font-size='12'>%n");
    add(out, "<rect width='100%%' height='100%%' fill='white'/>%n");
    add(out, "<text x='8' y='22' font-size='15'>Until the last prefix is out, IPv%d:", family);
    add(out, " median seconds</text>%n");
    int y = 40;
    for (String stream : STREAMS) {
      for (int i = 0; i < speakers.size(); i++) {
        double seconds = seconds(runs, family, stream, speakers.get(i));
        double width = seconds / longest * (WIDTH - LEFT - 60);
        add(out, "<text x='8' y='%d'>%s, %s</text>", y + 12, stream, speakers.get(i));
        add(out, "<rect x='%d' y='%d' width='%.1f'", LEFT, y + 1, width);
        add(out, " height='%d' fill='%s'/>", BAR - 2, COLOURS.get(i % COLOURS.size()));
        add(out, "<text x='%.1f' y='%d'>%.2f</text>%n", LEFT + width + 6, y + 12, seconds);
        y += BAR;
      }
      y += 16;
    }
    return out.append("</svg>\n").toString();
  }

  private static double seconds(SpeakerRuns runs, int family, String stream, String speaker) {
    return runs.median(family, stream, speaker, "announce", SpeakerRuns.Run::seconds);
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
