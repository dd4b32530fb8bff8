package io.kuberouter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.cli.config.SettingsParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Node is ours: the flag before the environment before the host. */
class NodeNameTest {

  private static String name(Map<String, String> environment, String... flags) throws Exception {
    return new Invocation(
            SettingsParser.parse(List.of(flags)),
            environment,
            new ByteArrayInputStream(new byte[0]),
            System.out,
            System.err)
        .nodeName();
  }

  @Test
  void theFlagComesFirstAndTheHostLast() throws Exception {
    Map<String, String> environment = Map.of("NODE_NAME", "by-environment");
    assertThat(name(environment, "--hostname-override=by-flag")).isEqualTo("by-flag");
    assertThat(name(environment)).isEqualTo("by-environment");
    assertThat(name(Map.of("NODE_NAME", "")))
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
  }

  /** Nothing resolves this one; it is taken as it stands. */
  @Test
  void theHostsNameNeedNotResolve(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("hostname"), "no-such-host.invalid\n");
    assertThat(Invocation.hostName(file)).isEqualTo("no-such-host.invalid");
    Files.writeString(file, "(none)\n");
    assertThatThrownBy(() -> Invocation.hostName(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("--hostname-override", "NODE_NAME");
  }
}
