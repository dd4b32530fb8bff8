package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the specification marks as accidents of the original's routing, offline. */
class RouterSpecTest {

  private static String plan(String... flags) {
    return String.join("\n", Offline.of("").with(flags).lines("text"));
  }

  /** An overlay's header is not deducted, as in the original: see docs/flags.md. */
  @Test
  void theMtuOfTheNodesDeviceIsThatOfTheBridgeAndThePods() {
    for (String overlay : List.of("--enable-overlay=true", "--enable-overlay=false")) {
      assertThat(plan(overlay).lines())
          .as(overlay)
          .anyMatch(line -> line.contains("kube-bridge") && line.contains("mtu 1500"))
          .anyMatch(line -> line.contains("10-kuberouter.conf") && line.contains("mtu 1500"));
    }
    assertThat(plan("--auto-mtu=false")).contains("kube-bridge").doesNotContain("mtu");
  }
}
