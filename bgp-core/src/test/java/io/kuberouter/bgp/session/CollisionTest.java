package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.testkit.ManualTimers;
import io.kuberouter.bgp.testkit.MemoryNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two speakers that connect to each other at once, whatever overtakes what (RFC 4271 section 6.8).
 */
class CollisionTest {

  private static final int ROUNDS = 4_000;

  private static final class Side {
    final InetAddress own;
    final long asn;
    final List<SpeakerEvent.PeerStateChanged> changes = new ArrayList<>();
    final Speaker speaker;

    Side(ManualTimers time, MemoryNetwork network, String own, long asn) throws IOException {
      this.own = IpAddresses.parse(own);
      this.asn = asn;
      SpeakerConfig config =
          new SpeakerConfig(asn, this.own, List.of(new InetSocketAddress(this.own, 179)));
      speaker = Speaker.on(time, network.at(this.own), config, this::hear);
    }

    private void hear(SpeakerEvent event) {
      if (event instanceof SpeakerEvent.PeerStateChanged change) {
        changes.add(change);
      }
    }

    void add(Side other) {
      speaker.addPeer(PeerConfig.builder(other.own, other.asn).build());
    }

    long times(SessionState before, SessionState now) {
      return changes.stream().filter(c -> c.before() == before && c.now() == now).count();
    }
  }

  private static void isUpForGood(Side side, int ups) {
    assertThat(side.changes)
        .filteredOn(c -> c.now() == SessionState.ESTABLISHED)
        .as("%s", side.changes)
        .hasSize(ups);
    assertThat(side.changes.get(side.changes.size() - 1).now()).isEqualTo(SessionState.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(longs = {65_000, 64_512})
  void aSessionThatIsUpIsNotLostToTheOtherConnection(long asn) throws Exception {
    Random random = new Random(4271);
    for (int round = 0; round < ROUNDS; round++) {
      ManualTimers time = new ManualTimers();
      MemoryNetwork network = new MemoryNetwork(time);
      network.delays(() -> random.nextInt(random.nextInt(4) == 0 ? 40 : 3));
      Side one = new Side(time, network, "10.0.0.1", 64_512);
      Side two = new Side(time, network, "10.0.0.2", asn);
      one.add(two);
      time.advance(Duration.ofMillis(random.nextInt(30)));
      two.add(one);
      time.advance(Duration.ofSeconds(60));
      isUpForGood(one, 1);
      isUpForGood(two, 1);

      one.speaker.reset(two.own, "test");
      time.advance(Duration.ofSeconds(60));
      isUpForGood(one, 2);
      isUpForGood(two, 2);
      assertThat(one.times(SessionState.ESTABLISHED, SessionState.IDLE)).isEqualTo(1);
      assertThat(two.times(SessionState.ESTABLISHED, SessionState.IDLE)).isEqualTo(1);
    }
  }
}
