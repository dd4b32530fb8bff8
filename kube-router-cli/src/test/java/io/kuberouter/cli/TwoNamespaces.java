package io.kuberouter.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A node and a router in network namespaces of their own, one link between them: the node has
 * 10.98.0.1 and fd98::1, the router 10.98.0.2 and fd98::2. What was started in them ends with them.
 */
final class TwoNamespaces {

  private static final String ID = "-" + ProcessHandle.current().pid();
  static final String NODE = "cli-node" + ID;
  static final String ROUTER = "cli-router" + ID;

  private final List<Process> processes = new ArrayList<>();

  /** {@return whether the namespaces could be made} */
  boolean open() throws Exception {
    if (run("ip", "netns", "add", NODE).exit() != 0) {
      return false;
    }
    ok("ip", "netns", "add", ROUTER);
    ok("ip", "-n", NODE, "link", "add", "eth0", "type", "veth", "peer", "eth0", "netns", ROUTER);
    int host = 1;
    for (String namespace : List.of(NODE, ROUTER)) {
      ok("ip", "-n", namespace, "link", "set", "lo", "up");
      ok("ip", "-n", namespace, "address", "add", "10.98.0." + host + "/24", "dev", "eth0");
      ok("ip", "-n", namespace, "address", "add", "fd98::" + host + "/64", "dev", "eth0", "nodad");
      ok("ip", "-n", namespace, "link", "set", "eth0", "up");
      host++;
    }
    return true;
  }

  /** What a command has printed, and how it ended. */
  record Result(int exit, String output) {}

  static Result run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static void ok(String... command) throws Exception {
    Result result = run(command);
    if (result.exit() != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.output());
    }
  }

  static void nft(String namespace, String words) throws Exception {
    ok("ip", "netns", "exec", namespace, "nft", words);
  }

  /** Starts a command, which writes to a log. */
  void start(String namespace, Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    inside.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(inside).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    processes.add(builder.start());
  }

  /** Ends all of it. */
  void end() throws Exception {
    for (Process process : processes) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    run("ip", "netns", "del", NODE);
    run("ip", "netns", "del", ROUTER);
  }
}
