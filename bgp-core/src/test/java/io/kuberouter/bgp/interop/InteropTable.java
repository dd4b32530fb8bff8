package io.kuberouter.bgp.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was seen to work with whom, as a table for {@code docs/interop.md}. */
final class InteropTable {

  private static final List<String> DAEMONS = List.of("BIRD", "FRR", "GoBGP", "OpenBGPD");

  private final Map<String, Set<String>> passed = new LinkedHashMap<>();

  synchronized void passed(String what, String daemon) {
    passed.computeIfAbsent(what, w -> new TreeSet<>()).add(daemon);
  }

  synchronized void write(Path file) throws IOException {
    if (passed.isEmpty() || !Files.isDirectory(file.toAbsolutePath().getParent())) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("| | " + String.join(" | ", DAEMONS) + " |");
    lines.add("| --- |" + " --- |".repeat(DAEMONS.size()));
    passed.forEach(
        (what, daemons) -> {
          StringBuilder line = new StringBuilder("| " + what + " |");
          for (String daemon : DAEMONS) {
            line.append(daemons.contains(daemon) ? " yes |" : " - |");
          }
          lines.add(line.toString());
        });
    Files.write(file, lines);
  }
}
