package io.kuberouter.benchmarks.iptables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws what {@link PolicyChangeComparison} has printed: milliseconds over rules, both logarithmic,
 * a line for each way and direction of one backend.
 */
public final class ComparisonPlot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int MARGIN = 60;
  private static final List<String> COLOURS =
      List.of(
          "#0b6e4f", "#3d9970", "#6fb98f", "#1f4e8c", "#4f7fc0", "#86a8d9", "#a33b20", "#cc6a4f",
          "#e0a08f");

  private record Point(double rules, double millis) {}

  private ComparisonPlot() {}

  /**
   * Draws.
   *
   * @param arguments the table of medians, a backend, the SVG to write
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals(arguments[1])) {
        lines
            .computeIfAbsent(cells[2] + ", " + cells[3], name -> new ArrayList<>())
            .add(new Point(Double.parseDouble(cells[1]), Double.parseDouble(cells[4])));
      }
    }
    Files.writeString(Path.of(arguments[2]), draw(lines, arguments[1]));
  }

  private static double x(double rules) {
    return MARGIN + (Math.log10(rules) - 3) / 2 * (WIDTH - MARGIN - 230);
  }

  private static double y(double millis) {
    return HEIGHT - MARGIN - Math.log10(Math.max(1, millis)) / 4 * (HEIGHT - 2 * MARGIN);
  }

  private static String draw(Map<String, List<Point>> lines, String backend) {
    StringBuilder out = new StringBuilder();
    add(out, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'", WIDTH, HEIGHT);
    add(out, " font-family='sans-serif' font-size='12'>%n");
    add(out, "<rect width='100%%' height='100%%' fill='white'/>%n");
    add(out, "<text x='%d' y='24' font-size='15'>One policy change into a loaded", MARGIN);
    add(out, " table, %s backend: median ms</text>%n", backend);
    for (int power = 0; power <= 4; power++) {
      double at = y(Math.pow(10, power));
      add(out, "<line x1='%d' x2='%.0f' y1='%.1f' y2='%.1f'", MARGIN, x(1e5), at, at);
      add(
          out,
          " stroke='#ddd'/><text x='8' y='%.1f'>%.0f ms</text>%n",
          at + 4,
          Math.pow(10, power));
    }
    for (int power = 3; power <= 5; power++) {
      double at = x(Math.pow(10, power));
      add(out, "<text x='%.1f' y='%d' text-anchor='middle'>", at, HEIGHT - MARGIN + 20);
      add(out, "%,.0f rules</text>%n", Math.pow(10, power));
    }
    int index = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      String colour = COLOURS.get(index % COLOURS.size());
      StringBuilder points = new StringBuilder();
      for (Point point : line.getValue()) {
        add(points, "%.1f,%.1f ", x(point.rules()), y(point.millis()));
        add(out, "<circle cx='%.1f' cy='%.1f' r='3'", x(point.rules()), y(point.millis()));
        add(out, " fill='%s'/>%n", colour);
      }
      add(out, "<polyline points='%s' fill='none'", points.toString().strip());
      add(out, " stroke='%s' stroke-width='2'/>%n", colour);
      add(out, "<text x='%.0f' y='%d' fill='%s'>", x(1e5) + 12, 70 + 20 * index, colour);
      add(out, "%s</text>%n", line.getKey());
      index++;
    }
    return out.append("</svg>\n").toString();
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
