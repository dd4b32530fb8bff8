package io.kuberouter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.file.MrtWriter;
import io.kuberouter.bgp.mrt.testkit.MrtCorpus;
import io.kuberouter.iptables.evaluate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void theLongestAsPathsOfADump(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("dump.gz");
    try (MrtWriter out = MrtWriter.create(file)) {
      for (MrtRecord record : new MrtCorpus(1).table(300, 2)) {
        out.write(record);
      }
    }
    List<LongestAsPaths.Route> longest = LongestAsPaths.longest(file, 3);
    assertThat(longest).hasSize(3).allMatch(r -> r.length() == 7);
    assertThat(longest.get(0).path().split(" ")).hasSize(7);
  }
}
