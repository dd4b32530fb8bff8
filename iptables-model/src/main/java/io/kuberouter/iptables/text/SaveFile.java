package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A saved file to the letter: the ruleset, and how the file differs from how the ruleset is
 * printed. Remarks are kept so, other orders of chains, and options as other versions of the tool
 * spell them.
 */
public final class SaveFile {

  /**
   * A line of the file: a printed line by its number, or what stands in the file instead.
   *
   * @param printed from 0; -1 where the text counts
   */
  private record Line(int printed, String text) {}

  private final Ruleset ruleset;
  private final List<Line> changed;
  private final boolean endsInNewline;

  private SaveFile(Ruleset ruleset, List<Line> changed, boolean endsInNewline) {
    this.ruleset = ruleset;
    this.changed = changed;
    this.endsInNewline = endsInNewline;
  }

  /**
   * Reads a file.
   *
   * @throws ParseException with the line and column that are wrong
   */
  public static SaveFile parse(IpFamily family, String text) throws ParseException {
    Ruleset ruleset = SaveParser.parse(family, text);
    String printed = SaveWriter.write(ruleset);
    if (printed.equals(text)) {
      return new SaveFile(ruleset, List.of(), true);
    }
    List<String> mine = lines(printed);
    Map<String, ArrayList<Integer>> numbers = new HashMap<>();
    for (int i = mine.size() - 1; i >= 0; i--) {
      numbers.computeIfAbsent(mine.get(i), line -> new ArrayList<>()).add(i);
    }
    List<Line> lines = new ArrayList<>();
    int next = 0;
    for (String line : lines(text)) {
      if (next < mine.size() && mine.get(next).equals(line)) {
        lines.add(new Line(next++, ""));
        continue;
      }
      List<Integer> at = numbers.getOrDefault(line, new ArrayList<>());
      if (at.isEmpty()) {
        lines.add(new Line(-1, line));
        next += line.startsWith("#") || line.isEmpty() ? 0 : 1;
      } else {
        next = at.remove(at.size() - 1);
        lines.add(new Line(next++, ""));
      }
    }
    return new SaveFile(ruleset, List.copyOf(lines), text.endsWith("\n"));
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (text.endsWith("\n") || text.isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** {@return the ruleset} */
  public Ruleset ruleset() {
    return ruleset;
  }

  /** {@return how many lines are not as the ruleset prints them, remarks among them} */
  public int foreignLines() {
    return (int) changed.stream().filter(line -> line.printed() < 0).count();
  }

  /** {@return the file as it was read} */
  public String print() {
    String printed = SaveWriter.write(ruleset);
    if (changed.isEmpty()) {
      return printed;
    }
    List<String> mine = lines(printed);
    StringBuilder out = new StringBuilder();
    IntStream.range(0, changed.size())
        .forEach(
            i -> {
              Line line = changed.get(i);
              out.append(line.printed() < 0 ? line.text() : mine.get(line.printed()));
              out.append(i < changed.size() - 1 || endsInNewline ? "\n" : "");
            });
    return out.toString();
  }
}
