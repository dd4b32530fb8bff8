package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code iptables-*-save} and {@code iptables-*-restore --noflush} of one backend. */
public final class ProcessIptablesTool implements IptablesTool {

  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");
  private static final Pattern NAME = Pattern.compile("Chain '([^']+)' does not exist");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ToolRunner runner;
  private final Backend backend;
  private final XtablesLock lock = new XtablesLock();

  /** Uses the tools of a backend. */
  public ProcessIptablesTool(ToolRunner runner, Backend backend) {
    this.runner = runner;
    this.backend = backend;
  }

  /**
   * {@return the tool of the backend that holds rules now; where both or none do, the one with more
   * rules, or the one that {@code iptables} stands for}
   *
   * @throws IOException where no iptables is installed
   */
  public static ProcessIptablesTool detect(ToolRunner runner) throws IOException {
    int legacy = rules(runner, Backend.LEGACY);
    int nft = rules(runner, Backend.NFT);
    if (legacy < 0 && nft < 0) {
      throw new IOException("neither iptables-legacy nor iptables-nft is there; install iptables");
    }
    if (legacy == nft) {
      String version = runner.run(List.of("iptables", "--version"), "").output();
      return new ProcessIptablesTool(
          runner, version.contains("nf_tables") ? Backend.NFT : Backend.LEGACY);
    }
    return new ProcessIptablesTool(runner, legacy > nft ? Backend.LEGACY : Backend.NFT);
  }

  /**
   * {@return how many rules and chains of its own a backend has; -1 where its tools are not there}
   */
  private static int rules(ToolRunner runner, Backend backend) {
    int count = -1;
    for (IpFamily family : IpFamily.values()) {
      try {
        if (backend == Backend.LEGACY && tables(runner, family).isEmpty()) {
          count = Math.max(count, 0); // asking would make the tables
          continue;
        }
        ToolRunner.Result result = runner.run(List.of(tool(family, backend, "save")), "");
        if (result.exit() == 0) {
          count =
              Math.max(count, 0)
                  + (int)
                      result
                          .output()
                          .lines()
                          .filter(
                              l -> l.startsWith("-A") || (l.startsWith(":") && l.contains(" - ")))
                          .count();
        }
      } catch (IOException e) {
        return count; // not installed
      }
    }
    return count;
  }

  private static String tables(ToolRunner runner, IpFamily family) throws IOException {
    String file =
        family == IpFamily.IPV6 ? "/proc/net/ip6_tables_names" : "/proc/net/ip_tables_names";
    return runner.run(List.of("cat", file), "").output();
  }

  private static String tool(IpFamily family, Backend backend, String what) {
    return (family == IpFamily.IPV6 ? "ip6tables-" : "iptables-") + backend + "-" + what;
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public String save(IpFamily family) throws IOException {
    List<String> command = List.of(tool(family, backend, "save"), "-c");
    ToolRunner.Result result = runner.run(command, "");
    if (result.exit() != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.errors().strip());
    }
    return result.output();
  }

  @Override
  public RestoreReport restore(IpFamily family, RestoreScript script) throws IOException {
    if (script.text().isEmpty()) {
      return new RestoreReport(Duration.ZERO, Duration.ZERO);
    }
    long start = System.nanoTime();
    Duration lockWait = backend == Backend.LEGACY ? lock.await(LONGEST_WAIT) : Duration.ZERO;
    List<String> command =
        List.of(
            tool(family, backend, "restore"), "--noflush", "--wait=" + LONGEST_WAIT.toSeconds());
    ToolRunner.Result result = runner.run(command, script.text());
    if (result.exit() != 0) {
      throw refusal(family, command.get(0), result, script);
    }
    return new RestoreReport(Duration.ofNanos(System.nanoTime() - start), lockWait);
  }

  private RestoreFailedException refusal(
      IpFamily family, String command, ToolRunner.Result result, RestoreScript script) {
    String said = result.errors().strip().replace('\n', ' ');
    Matcher line = LINE.matcher(said);
    int number = line.find() ? Integer.parseInt(line.group(1)) : 0;
    Optional<RestoreScript.Element> element = script.at(number);
    if (element.filter(e -> !e.action().equals(RestoreScript.COMMIT)).isEmpty()) {
      Optional<RestoreScript.Element> named = named(said, script);
      element = named.isPresent() ? named : element;
      if (named.isEmpty() && element.isPresent() && backend == Backend.LEGACY) {
        RefusedEdit.Finding found = RefusedEdit.find(runner, family, script, number);
        element = found.element().isPresent() ? found.element() : element;
        said += found.why().isEmpty() ? "" : " (" + found.why() + ")";
      }
    }
    return new RestoreFailedException(command + ": " + said, element.orElse(null));
  }

  /**
   * What is refused only at the end of a table names its chain: {@code Chain 'X' does not exist}.
   */
  private static Optional<RestoreScript.Element> named(String said, RestoreScript script) {
    Matcher name = NAME.matcher(said);
    if (!name.find()) {
      return Optional.empty();
    }
    String end = " " + name.group(1);
    return script.elements().stream()
        .filter(e -> e.action().startsWith("insert") && e.action().endsWith(end))
        .findFirst();
  }
}
