package io.kuberouter.sync.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelModulesTest {

  @TempDir private Path root;
  private final List<List<String>> commands = new ArrayList<>();

  private ToolRunner says(int exit, String errors) {
    return (command, input) -> {
      commands.add(command);
      return new ToolRunner.Result(exit, "", errors);
    };
  }

  @Test
  void isLoadedByItsName() throws IOException {
    ToolRunner loads =
        (command, input) -> {
          Files.createDirectories(root.resolve("sys/module").resolve(command.get(1)));
          return says(0, "").run(command, input);
        };
    KernelModules modules = new KernelModules(root, loads);
    assertThat(modules.isThere("ip_vs")).isFalse();
    modules.load("ip_vs");
    assertThat(commands).containsExactly(List.of("modprobe", "ip_vs"));
  }

  /** As {@code install ip_vs /bin/true} in modprobe's configuration has it. */
  @Test
  void whatIsSaidToBeLoadedAndIsNotThereIsToldToo() {
    assertThatThrownBy(() -> new KernelModules(root, says(0, "")).load("ip_vs"))
        .hasMessageContainingAll("kernel module ip_vs", "is not there", "Services");
  }

  @Test
  void isThereLoadedOrBuiltIn() throws IOException {
    KernelModules modules = new KernelModules(root, says(1, ""));
    Files.createDirectories(root.resolve("sys/module/ip_vs"));
    Files.createDirectories(root.resolve("proc/sys/net/bridge"));
    assertThat(modules.isThere("ip_vs")).isTrue();
    assertThat(modules.isThere("br_netfilter")).isTrue();
    assertThat(modules.isThere("dummy")).isFalse();
    assertThat(commands).isEmpty();
  }

  @Test
  void aFailureIsToldWithWhatItMeans() {
    KernelModules modules =
        new KernelModules(root, says(1, "modprobe: FATAL: Module not found.\n"));
    assertThatThrownBy(() -> modules.load("ip_vs"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("kernel module ip_vs", "FATAL: Module not found.)", "Services");
    assertThatThrownBy(() -> modules.load("br_netfilter"))
        .hasMessageContainingAll("kernel module br_netfilter", "network policies");
  }

  @Test
  void aHostWithoutTheToolIsTold() {
    ToolRunner none =
        (command, input) -> {
          throw new IOException(command.get(0) + " is not on the PATH");
        };
    assertThatThrownBy(() -> new KernelModules(root, none).load("ip_vs"))
        .hasMessageContaining("modprobe is not on the PATH");
  }
}
