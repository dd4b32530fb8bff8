package io.kuberouter.bgp.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.message.OldAttributes;
import io.kuberouter.bgp.rib.BestPath.Step;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BestPathTest {

  private static Path path(
      int peer, long identifier, boolean external, int origin, Long med, Long pref, Long... asPath)
      throws Exception {
    return new Path(
        InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) peer}),
        identifier,
        external,
        new OldAttributes(
            origin,
            List.of(asPath),
            asPath.length,
            InetAddress.getByName("192.0.2.1"),
            Optional.ofNullable(med),
            Optional.ofNullable(pref)));
  }

  private static void expect(Step step, Path winner, Path... losers) {
    List<Path> all = new ArrayList<>(List.of(losers));
    all.add(winner);
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) { // the order in which they came does not matter
      Collections.shuffle(all, random);
      assertThat(BestPath.choose(all)).contains(new BestPath.Choice(winner, step));
    }
  }

  @Test
  void eachRuleOfSection9122DecidesInItsTurn() throws Exception {
    Path plain = path(1, 5, true, 0, null, null, 65001L, 65002L);
    expect(Step.ONLY_PATH, plain);
    expect(Step.LOCAL_PREF, path(2, 9, false, 2, 9L, 200L, 1L, 2L, 3L), plain);
    expect(Step.AS_PATH_LENGTH, path(2, 9, false, 2, 9L, null, 65001L), plain);
    expect(Step.ORIGIN, plain, path(2, 1, true, 1, null, null, 65001L, 65002L));
    expect(Step.MULTI_EXIT_DISC, plain, path(2, 1, true, 0, 1L, null, 65001L, 65002L));
    expect(Step.EBGP_OVER_IBGP, plain, path(2, 1, false, 0, null, null, 65001L, 65002L));
    expect(Step.BGP_IDENTIFIER, plain, path(2, 6, true, 0, null, null, 65001L, 65002L));
    expect(Step.PEER_ADDRESS, plain, path(2, 5, true, 0, null, null, 65001L, 65002L));
  }

  @Test
  void theMedOfDifferentNeighbouringAsesIsNotCompared() throws Exception {
    Path lowMed = path(2, 6, true, 0, 1L, null, 65002L);
    Path highMed = path(1, 5, true, 0, 9L, null, 65001L);
    expect(Step.BGP_IDENTIFIER, highMed, lowMed);
  }

  @Test
  void theToldRuleIsTheOneThatBeatTheClosestLoser() throws Exception {
    Path winner = path(1, 5, true, 0, null, 200L, 65001L);
    Path close = path(2, 6, true, 0, null, 200L, 65001L);
    Path far = path(3, 1, true, 0, null, 100L, 65001L);
    assertThat(BestPath.choose(List.of(winner, far, close)).orElseThrow().step())
        .isEqualTo(Step.BGP_IDENTIFIER);
  }

  @Test
  void noPathsNoChoice() {
    assertThat(BestPath.choose(List.of())).isEmpty();
  }
}
