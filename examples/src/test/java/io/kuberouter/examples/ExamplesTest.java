package io.kuberouter.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.iptables.evaluate.Verdict;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import io.kuberouter.route.testkit.FakeRouteClient;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the examples print is what the README says that they print. */
class ExamplesTest {

  private static void inReadme(String text) throws Exception {
    assertThat(Files.readString(Path.of("../README.md"))).contains(text.strip());
  }

  @Test
  void theFewestEdits() throws Exception {
    assertThat(DiffIptables.script())
        .isEqualTo(
            """
            *filter
            -D MINE 2
            -I MINE 2 -p tcp -m tcp --dport 443 -j ACCEPT
            COMMIT
            """);
    inReadme(DiffIptables.script());
  }

  @Test
  void aPacketAndItsRules() throws Exception {
    Verdict refused = ExplainPacket.verdict("198.51.100.1", "192.0.2.7", 22);
    assertThat(refused.outcome()).isEqualTo(Verdict.Outcome.DROP);
    assertThat(refused.trace()).extracting(Verdict.Step::position).containsExactly(1, 2);
    assertThat(ExplainPacket.verdict("198.51.100.1", "192.0.2.7", 443).outcome())
        .isEqualTo(Verdict.Outcome.ACCEPT);
  }

  @Test
  void theServicesOfANode() throws Exception {
    assertThat(PlanCluster.services())
        .isEqualTo(
            """
            -A -t 10.96.0.10:80 -s rr
            -a -t 10.96.0.10:80 -r 10.244.0.2:80 -m -w 1
            """);
    inReadme(PlanCluster.services());
  }

  @Test
  void linksAndWhatBecomesOfThem() throws Exception {
    FakeRouteClient kernel = new FakeRouteClient();
    RouteEvents events = kernel.events(Set.of(RouteGroup.LINK));
    List<String> lines = new ArrayList<>();
    kernel.apply(
        List.of(
            new RouteChange.AddLink("br0", new LinkKind.Bridge(), LinkSettings.UP),
            new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1400)),
            new RouteChange.DeleteLink("br0")));
    assertThatThrownBy(
            () ->
                WatchLinks.watch(
                    kernel,
                    events,
                    line -> {
                      lines.add(line);
                      if (line.startsWith("deleted")) {
                        events.close();
                      }
                    }))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(lines)
        .containsExactly(
            "1: lo mtu 65536 up",
            "2: br0 bridge mtu 1500 up",
            "2: br0 bridge mtu 1400 up",
            "deleted 2: br0 bridge mtu 1400 up");
  }
}
