package io.kuberouter.bgp.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/** What works with whom, as {@code docs/interop.md} shows it. */
final class InteropTable {

  /** Begins the line that differs from machine to machine. */
  static final String VERSIONS = "Versions: ";

  private static final String HEAD =
      """
      # BGP beside other speakers

      What `InteropTest` of `bgp-core` has seen to work; it writes this file (`-Dgolden.update=true`), and fails when a cell or a reason
      has changed. Each cell is a check of its own that looks at both sides: what the daemon's own tool shows of what we sent, attribute
      by attribute, and what our speaker has of what the daemon sent. Every daemon and every arrangement has network namespaces of its
      own, with a veth pair, or a router, between the daemon and our speaker. Speaker and daemon both connect and both listen on port
      179 (ExaBGP connects alone). The hold time is 90 s. But for the rows that say otherwise, "yes" is over IPv4 and over IPv6.
      """;

  private final List<String> reasons = new ArrayList<>();

  /**
   * {@return the file's lines}
   *
   * @param passed whether a feature was seen to work
   */
  static List<String> lines(String versions, BiPredicate<Program, Feature> passed) {
    InteropTable table = new InteropTable();
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    lines.addAll(List.of("", VERSIONS + versions, ""));
    lines.add(row("", Arrays.stream(Program.values()).map(Program::title).toList()));
    lines.add("| --- |" + " --- |".repeat(Program.values().length));
    for (Feature feature : Feature.values()) {
      lines.add(
          row(
              feature.title(),
              Arrays.stream(Program.values()).map(p -> table.cell(p, feature, passed)).toList()));
    }
    lines.add("");
    for (int i = 0; i < table.reasons.size(); i++) {
      lines.add((i + 1) + ". " + table.reasons.get(i) + ".");
    }
    return lines;
  }

  private String cell(Program program, Feature feature, BiPredicate<Program, Feature> passed) {
    if (program.supports(feature)) {
      return passed.test(program, feature) ? "yes" : "not seen";
    }
    String reason = program.reasonAgainst(feature).orElseThrow();
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
    return "no (" + (reasons.indexOf(reason) + 1) + ")";
  }

  private static String row(String first, List<String> cells) {
    return "| " + first + " | " + String.join(" | ", cells) + " |";
  }
}
