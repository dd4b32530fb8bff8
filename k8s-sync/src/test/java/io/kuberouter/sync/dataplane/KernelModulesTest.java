package io.kuberouter.sync.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.process.ToolRunner;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.translate.Note;
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
  void whatIsMissingIsLoadedOnce() {
    assertThat(new KernelModules(root, says(0, "")).load(CommonOptions.DEFAULTS)).isEmpty();
    assertThat(commands)
        .containsExactly(List.of("modprobe", "ip_vs"), List.of("modprobe", "br_netfilter"));
  }

  @Test
  void whatIsLoadedOrBuiltInIsLeftAlone() throws IOException {
    Files.createDirectories(root.resolve("sys/module/ip_vs"));
    Files.createDirectories(root.resolve("proc/sys/net/bridge"));
    assertThat(new KernelModules(root, says(1, "")).load(CommonOptions.DEFAULTS)).isEmpty();
    assertThat(commands).isEmpty();
  }

  @Test
  void aFailureIsToldWithWhatItMeans() {
    List<Note> notes =
        new KernelModules(root, says(1, "modprobe: FATAL: Module not found.\n"))
            .load(CommonOptions.DEFAULTS);
    assertThat(notes).hasSize(2);
    assertThat(notes.get(0).subject()).isEqualTo("kernel module ip_vs");
    assertThat(notes.get(0).text()).contains("FATAL: Module not found.)", "Services");
    assertThat(notes.get(1).subject()).isEqualTo("kernel module br_netfilter");
    assertThat(notes.get(1).text()).contains("network policies");
  }

  @Test
  void aHostWithoutTheToolIsNoError() {
    ToolRunner none =
        (command, input) -> {
          throw new IOException(command.get(0) + " is not on the PATH");
        };
    assertThat(new KernelModules(root, none).load(CommonOptions.DEFAULTS))
        .hasSize(2)
        .allMatch(note -> note.text().contains("modprobe is not on the PATH"));
  }
}
