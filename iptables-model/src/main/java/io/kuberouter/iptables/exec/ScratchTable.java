package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.List;

/**
 * Tries restores of the legacy tools where they can harm nothing: each in a network namespace of
 * its own, which ends with the tool. It holds the table and, empty, the sets that are there now.
 */
final class ScratchTable {

  /** What stands before the mark makes sets, what stands behind it goes to the tool. */
  private static final String MARK = "# rules";

  private static final String SHELL =
      """
      PATH=$PATH:/usr/sbin:/sbin
      while IFS= read -r line && [ "$line" != "# rules" ]; do printf '%s\\n' "$line"; done \
      | ipset restore && exec "$0" --noflush --wait
      """;

  private final ToolRunner runner;
  private final String tool;
  private final String table;
  private final String sets;
  private final String before;

  /** Takes a picture of the table and the sets as they are. */
  ScratchTable(ToolRunner runner, IpFamily family, String table) throws IOException {
    this.runner = runner;
    this.table = table;
    String name = family == IpFamily.IPV6 ? "ip6tables-legacy-" : "iptables-legacy-";
    this.tool = name + "restore";
    this.before = output(List.of(name + "save", "-t", table));
    this.sets = sets();
  }

  private String sets() {
    try {
      return output(List.of("ipset", "list", "-terse", "-output", "save"));
    } catch (IOException e) {
      return ""; // no ipset, no sets
    }
  }

  private String output(List<String> command) throws IOException {
    ToolRunner.Result result = runner.run(command, "");
    if (result.exit() != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.errors().strip());
    }
    return result.output();
  }

  /**
   * {@return whether the table takes these edits}
   *
   * @param edits lines of a restore, without those that begin and commit the table
   * @throws IOException where no namespace can be made
   */
  boolean takes(List<String> edits) throws IOException {
    StringBuilder input = new StringBuilder(sets);
    input.append(MARK).append('\n').append(before);
    input.append('*').append(table).append('\n');
    edits.forEach(line -> input.append(line).append('\n'));
    input.append("COMMIT\n");
    String shell = sets.isEmpty() ? SHELL.replace("| ipset restore", "| cat") : SHELL;
    ToolRunner.Result result =
        runner.run(List.of("unshare", "--net", "sh", "-c", shell, tool), input.toString());
    if (result.errors().contains("unshare")) {
      throw new IOException(result.errors().strip());
    }
    return result.exit() == 0;
  }
}
