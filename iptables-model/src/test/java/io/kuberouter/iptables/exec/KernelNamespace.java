package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.process.TestNamespace;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.List;

/** A network namespace with the tools of one backend, and two sets named {@code testset}. */
public final class KernelNamespace implements AutoCloseable {

  private final TestNamespace namespace;
  private final ProcessIptablesTool tool;

  /** Makes it; without the right to, the test is skipped. */
  public KernelNamespace(Backend backend) throws IOException {
    namespace = new TestNamespace("iptables-" + backend, "--version");
    tool = new ProcessIptablesTool(namespace.runner(), backend);
  }

  /** {@return the tools inside} */
  public ProcessIptablesTool tool() {
    return tool;
  }

  /** {@return what runs other tools inside} */
  public ToolRunner runner() {
    return namespace.runner();
  }

  /** {@return what a command inside prints} */
  public String run(String input, String... command) throws IOException {
    return namespace.run(input, command);
  }

  /** {@return what a restore of raw text complains of; empty when it is taken} */
  public String restore(IpFamily family, String text) throws IOException {
    String name = family == IpFamily.IPV4 ? "iptables-" : "ip6tables-";
    List<String> command = List.of(name + tool.backend() + "-restore", "--noflush");
    ToolRunner.Result result = namespace.runner().run(command, text);
    return result.exit() == 0 ? "" : "refused: " + result.errors();
  }

  /** {@return what is loaded} */
  public Ruleset saved(IpFamily family) throws Exception {
    return SaveParser.parse(family, tool.save(family));
  }

  @Override
  public void close() throws IOException {
    namespace.close();
  }
}
