package io.kuberouter.iptables.exec;

import io.kuberouter.process.ProcessToolRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A network namespace for one test, and its tools. */
public final class OwnNamespace implements AutoCloseable {

  private final String name = "nft-" + ProcessHandle.current().pid();

  /** Makes it; without the right to, the test is skipped. */
  public OwnNamespace() throws Exception {
    Assumptions.assumeTrue(
        succeeds(List.of("ip", "netns", "add", name)),
        "may not make a network namespace: not root");
    run("", "ip", "link", "set", "lo", "up");
  }

  private static boolean succeeds(List<String> command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** {@return the tools inside} */
  public IptablesTool tools() throws IOException {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin");
    return ProcessIptablesTool.detect(new ProcessToolRunner(prefix(), path));
  }

  /** {@return what a command inside prints} */
  public String run(String input, String... command) throws Exception {
    List<String> whole = new ArrayList<>(prefix());
    whole.addAll(List.of(command));
    Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + text);
    }
    return text;
  }

  @Override
  public void close() {
    try {
      succeeds(List.of("ip", "netns", "delete", name));
    } catch (Exception e) {
      throw new IllegalStateException("namespace " + name + " stays behind", e);
    }
  }
}
