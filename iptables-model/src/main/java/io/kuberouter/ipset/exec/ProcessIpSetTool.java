package io.kuberouter.ipset.exec;

import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.text.IpSetSaveParser;
import io.kuberouter.ipset.text.SetScript;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code ipset save} and {@code ipset restore}: one process for any number of changes. */
public final class ProcessIpSetTool implements IpSetTool {

  private static final Pattern LINE = Pattern.compile("in line (\\d+): (.*)");

  private final ToolRunner runner;

  /** Creates the tool; the runner decides of the network namespace. */
  public ProcessIpSetTool(ToolRunner runner) {
    this.runner = runner;
  }

  @Override
  public IpSets list() throws IOException {
    ToolRunner.Result result = runner.run(List.of("ipset", "save"), "");
    if (result.exit() != 0) {
      throw new IOException("ipset save: " + result.errors().strip());
    }
    try {
      return IpSetSaveParser.parseSets(result.output());
    } catch (ParseException e) {
      throw new IOException("ipset save prints what is not understood: " + e.getMessage(), e);
    }
  }

  @Override
  public void apply(List<SetChange> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    boolean exist = changes.stream().anyMatch(c -> c instanceof SetChange.Add add && add.exist());
    ToolRunner.Result result =
        runner.run(
            exist ? List.of("ipset", "restore", "-exist") : List.of("ipset", "restore"),
            SetScript.format(changes));
    if (result.exit() == 0) {
      return;
    }
    String said = result.errors().strip().replace('\n', ' ');
    Matcher line = LINE.matcher(said);
    int index = line.find() ? Integer.parseInt(line.group(1)) - 1 : -1;
    if (index < 0 || index >= changes.size()) {
      throw new SetChangeException(-1, Optional.empty(), said);
    }
    throw new SetChangeException(index, Optional.of(changes.get(index)), line.group(2));
  }
}
