package io.kuberouter.sync.dataplane;

import io.kuberouter.process.ToolRunner;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel modules that the agent needs and the kernel does not load by itself, or too late:
 * loaded once at the start with {@code modprobe}, as far as they are not there. The kernel itself
 * loads IPVS's schedulers, kinds of devices, and what rules and sets ask for.
 */
public final class KernelModules {

  /**
   * A module.
   *
   * @param sign a path that is there when the module is, even as a part of the kernel
   * @param without what does not work without it
   */
  private record Module(String name, String sign, String without) {}

  private static final Module IP_VS =
      new Module("ip_vs", "proc/sys/net/ipv4/vs", "Services cannot be served, and run ends here");
  private static final Module BR_NETFILTER =
      new Module(
          "br_netfilter",
          "proc/sys/net/bridge",
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

  /** {@return what is neither there nor could be loaded, and what does not work without it} */
  public List<Note> load(CommonOptions options) {
    List<Module> needed = new ArrayList<>();
    if (options.runServiceProxy()) {
      needed.add(IP_VS);
    }
    if (options.runRouter()) {
      needed.add(BR_NETFILTER);
    }
    List<Note> missing = new ArrayList<>();
    for (Module module : needed) {
      if (!isThere(module)) {
        load(module).ifPresent(missing::add);
      }
    }
    return missing;
  }

  private boolean isThere(Module module) {
    return Files.exists(root.resolve(module.sign()))
        || Files.exists(root.resolve("sys/module").resolve(module.name()));
  }

  private Optional<Note> load(Module module) {
    String failure;
    try {
      ToolRunner.Result result = runner.run(List.of("modprobe", module.name()), "");
      failure = result.errors().strip().replace('\n', ' ');
      if (result.exit() == 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
    return Optional.of(
        new Note(
            "kernel module " + module.name(),
            "neither loaded nor built in, and modprobe could not load it ("
                + failure
                + "); without it "
                + module.without()
                + ": load it on the host, or give the container /lib/modules and modprobe"));
  }
}
