package io.kuberouter.sync.dataplane;

import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The kernel modules that the agent needs and the kernel does not load by itself, or too late. The
 * kernel itself loads IPVS's schedulers, kinds of devices, and what rules and sets ask for.
 */
public final class KernelModules {

  static final String IP_VS = "ip_vs";
  static final String BR_NETFILTER = "br_netfilter";

  /** What is there when a module is, even as a part of the kernel. */
  private static final Map<String, String> SIGNS =
      Map.of(IP_VS, "proc/sys/net/ipv4/vs", BR_NETFILTER, "proc/sys/net/bridge");

  private static final Map<String, String> WITHOUT =
      Map.of(
          IP_VS,
          "Services cannot be served",
          BR_NETFILTER,
          "traffic between pods of this node is neither filtered by network policies nor finds its"
              + " way back through a Service");

  private final Path root;
  private final ToolRunner runner;

  /**
   * Looks and loads by these edges.
   *
   * @param root above {@code proc} and {@code sys}: {@code /}
   */
  public KernelModules(Path root, ToolRunner runner) {
    this.root = root;
    this.runner = runner;
  }

  /** {@return whether a module is loaded or built in} */
  boolean isThere(String module) {
    return Files.exists(root.resolve("sys/module").resolve(module))
        || (SIGNS.containsKey(module) && Files.exists(root.resolve(SIGNS.get(module))));
  }

  /** Loads a module; the refusal says what does not work without it. */
  void load(String module) throws IOException {
    String failure;
    try {
      ToolRunner.Result result = runner.run(List.of("modprobe", module), "");
      if (result.exit() == 0 && isThere(module)) {
        return;
      }
      failure =
          result.exit() == 0
              ? "it says that it has, and the module is not there"
              : result.errors().strip().replace('\n', ' ');
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
    throw new IOException(
        "kernel module "
            + module
            + " is neither loaded nor built in, and modprobe could not load it ("
            + failure
            + "); without it "
            + WITHOUT.getOrDefault(module, "something does not work")
            + ": load it on the host, or give the container /lib/modules and modprobe");
  }
}
