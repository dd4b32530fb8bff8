package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code iptables-save}, {@code iptables-restore}, their IPv6 twins and {@code ipset}. */
public final class ProcessNetfilterTools implements NetfilterTools {

  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

  private final ToolRunner runner;

  /**
   * Uses the tools that stand in the folders of a PATH.
   *
   * @param prefix what to put before each command, such as {@code ip netns exec NAME}; often empty
   */
  public ProcessNetfilterTools(List<String> prefix, Map<String, String> environment) {
    this.runner = new ProcessToolRunner(prefix, environment.getOrDefault("PATH", "/usr/bin"));
  }

  private static String tool(IpFamily family, String what) {
    return (family == IpFamily.IPV6 ? "ip6tables-" : "iptables-") + what;
  }

  @Override
  public String save(IpFamily family) throws IOException {
    return run(List.of(tool(family, "save")), "");
  }

  @Override
  public void restore(IpFamily family, String script) throws IOException {
    if (!script.isEmpty()) {
      run(List.of(tool(family, "restore"), "--noflush", "--wait"), script);
    }
  }

  @Override
  public String ipsetSave() throws IOException {
    return run(List.of("ipset", "save"), "");
  }

  @Override
  public void ipsetRestore(String script) throws IOException {
    if (!script.isEmpty()) {
      run(List.of("ipset", "restore", "-exist"), script);
    }
  }

  private String run(List<String> command, String input) throws IOException {
    ToolRunner.Result result = runner.run(command, input);
    if (result.exit() != 0) {
      throw new RestoreFailedException(
          command.get(0) + ": " + explain(result.errors().strip().replace('\n', ' '), input));
    }
    return result.output();
  }

  private static String explain(String said, String input) {
    Matcher matcher = LINE.matcher(said);
    if (matcher.find()) {
      int number = Integer.parseInt(matcher.group(1));
      List<String> lines = input.lines().toList();
      if (number >= 1 && number <= lines.size()) {
        return said + " [" + lines.get(number - 1) + "]";
      }
    }
    return said;
  }
}
