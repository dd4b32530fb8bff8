package io.kuberouter.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A network namespace for one test. */
public final class TestNamespace implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ToolRunner outside = new ProcessToolRunner(List.of(), "");
  private final String name =
      "sets-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final ToolRunner inside = new ProcessToolRunner(List.of("ip", "netns", "exec", name), "");

  /**
   * Makes it; without the right to, or without a tool that the test needs, the test is skipped.
   *
   * @param needed the tool, and an argument with which it succeeds
   */
  public TestNamespace(String... needed) throws IOException {
    for (String[] command : new String[][] {{"ip", "-V"}, needed}) {
      Assumptions.assumeTrue(runs(command), command[0] + " is not installed");
    }
    ToolRunner.Result result = outside.run(List.of("ip", "netns", "add", name), "");
    Assumptions.assumeTrue(
        result.exit() == 0, "may not make a network namespace: " + result.errors().strip());
    run("", "ip", "link", "set", "lo", "up");
  }

  private boolean runs(String... command) {
    try {
      return outside.run(List.of(command), "").exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@return what runs tools inside} */
  public ToolRunner runner() {
    return inside;
  }

  /** {@return what a command inside prints} */
  public String run(String input, String... command) throws IOException {
    ToolRunner.Result result = inside.run(List.of(command), input);
    if (result.exit() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + result.errors());
    }
    return result.output();
  }

  @Override
  public void close() throws IOException {
    outside.run(List.of("ip", "netns", "delete", name), "");
  }
}
