package io.kuberouter.bgp.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bfd.AuthenticationSection;
import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.PacketFlag;
import io.kuberouter.bgp.number.OctetString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One side of a session; the test is the other one. Times are in microseconds. */
class BfdEngineTest {

  private static final int OURS = 11;
  private static final int THEIRS = 22;
  private static final long SECOND = 1_000_000;

  private BfdSession session;
  private long now = 5_000_000_000L;
  private double chance;
  private List<BfdAction> actions = new ArrayList<>();

  private static BfdConfig config(long tx, long rx, int multiplier) {
    return new BfdConfig(
        Duration.ofNanos(tx * 1000), Duration.ofNanos(rx * 1000), multiplier, false);
  }

  private void start(BfdConfig config) {
    session = BfdSession.start(config, OURS, new Moment(now, chance));
  }

  private void step(BfdEvent event) {
    Transition transition = BfdEngine.step(session, event, new Moment(now, chance));
    session = transition.session();
    actions = transition.actions();
  }

  private static ControlPacket packet(
      BfdState state, int your, long tx, long rx, int multiplier, PacketFlag... flags) {
    return new ControlPacket(
        0, state, Set.of(flags), multiplier, THEIRS, your, tx, rx, 0, Optional.empty());
  }

  private void receive(BfdState state, long tx, long rx, int multiplier, PacketFlag... flags) {
    now += BfdSession.GAP;
    int your = state == BfdState.DOWN || state == BfdState.ADMIN_DOWN ? 0 : OURS;
    step(new BfdEvent.PacketReceived(packet(state, your, tx, rx, multiplier, flags)));
  }

  private void receive(BfdState state, PacketFlag... flags) {
    receive(state, 300_000, 200_000, 3, flags);
  }

  private void elapse(long micros) {
    now += micros;
    step(new BfdEvent.TimePassed());
  }

  private List<ControlPacket> sent() {
    return actions.stream()
        .filter(BfdAction.Send.class::isInstance)
        .map(a -> ((BfdAction.Send) a).packet())
        .toList();
  }

  private ControlPacket onlySent() {
    assertThat(sent()).hasSize(1);
    return sent().get(0);
  }

  /** Up with us at 100 ms / 150 ms x 4, them at 300 ms / 200 ms x 3, no poll going on. */
  private void up() {
    start(config(100_000, 150_000, 4));
    receive(BfdState.DOWN);
    receive(BfdState.INIT);
    receive(BfdState.UP, PacketFlag.FINAL);
    assertThat(session.state()).isEqualTo(BfdState.UP);
    assertThat(session.poll()).isEqualTo(Poll.NONE);
  }

  @Test
  void theFirstPacketGoesAtOnceAndKnowsNobody() {
    start(config(100_000, 150_000, 4));
    assertThat(session.nextDeadline()).isEqualTo(now);
    elapse(0);
    assertThat(onlySent())
        .isEqualTo(
            new ControlPacket(
                0, BfdState.DOWN, Set.of(), 4, OURS, 0, SECOND, 150_000, 0, Optional.empty()));
  }

  @Test
  void threePacketsMakeASession() {
    start(config(100_000, 150_000, 4));
    receive(BfdState.DOWN);
    assertThat(session.state()).isEqualTo(BfdState.INIT);
    assertThat(onlySent().yourDiscriminator()).isEqualTo(THEIRS);
    receive(BfdState.INIT);
    assertThat(actions.get(0)).hasToString("Init -> Up");
    // section 6.8.3: now that it is Up, the wanted interval is told, in a Poll Sequence
    assertThat(onlySent().has(PacketFlag.POLL)).isTrue();
    assertThat(onlySent().desiredMinTx()).isEqualTo(100_000);
  }

  /** Section 6.8.3: not less than one second while the session is not Up. */
  @Test
  void aSessionThatIsNotUpIsSlow() {
    start(config(100_000, 150_000, 4));
    assertThat(session.transmitInterval()).isEqualTo(SECOND);
    up();
    assertThat(session.transmitInterval()).isEqualTo(200_000);
    receive(BfdState.DOWN);
    assertThat(session.state()).isEqualTo(BfdState.DOWN);
    assertThat(session.diagnostic()).isEqualTo(Diagnostic.NEIGHBOR_SIGNALED_SESSION_DOWN);
    assertThat(session.transmitInterval()).isEqualTo(SECOND);
    assertThat(onlySent().desiredMinTx()).isEqualTo(SECOND);
    assertThat(onlySent().diagnostic()).isEqualTo(3);
  }

  /** Section 6.8.2: the larger of what we desire and what they require. */
  @Test
  void theTransmitIntervalIsNegotiated() {
    up();
    receive(BfdState.UP, 300_000, 50_000, 3);
    assertThat(session.transmitInterval()).isEqualTo(100_000);
    receive(BfdState.UP, 300_000, 700_000, 3);
    assertThat(session.transmitInterval()).isEqualTo(700_000);
  }

  /** Section 6.8.4: their Detect Mult times the larger of what we require and what they desire. */
  @Test
  void theDetectionTimeIsNegotiated() {
    up();
    assertThat(session.detectionTime()).isEqualTo(3 * 300_000);
    receive(BfdState.UP, 10_000, 200_000, 5);
    assertThat(session.detectionTime()).isEqualTo(5 * 150_000);
    assertThat(session.detectAt()).isEqualTo(now + 750_000);
    elapse(749_999);
    assertThat(session.state()).isEqualTo(BfdState.UP);
    elapse(1);
    assertThat(actions.get(0)).hasToString("Up -> Down: Control Detection Time Expired");
    assertThat(session.remote()).isEqualTo(RemoteView.NONE);
    assertThat(onlySent().yourDiscriminator()).isZero();
    assertThat(onlySent().diagnostic()).isEqualTo(1);
  }

  @Test
  void anInitThatIsNotFollowedEnds() {
    start(config(100_000, 150_000, 4));
    receive(BfdState.DOWN, SECOND, SECOND, 3);
    elapse(3 * SECOND);
    assertThat(session.state()).isEqualTo(BfdState.DOWN);
    assertThat(session.diagnostic()).isEqualTo(Diagnostic.CONTROL_DETECTION_TIME_EXPIRED);
  }

  /** Section 6.8.7: 75 % to 100 %; with a Detect Mult of 1, 75 % to 90 %. */
  @Test
  void jitter() {
    for (double c = 0; c < 1; c += 0.01) {
      chance = c;
      up();
      now = session.transmitAt();
      step(new BfdEvent.TimePassed());
      assertThat(session.transmitAt() - now).isBetween(150_000L, 200_000L);
    }
    assertThat(session.transmitAt() - now).isLessThan(151_000L);
    for (double c = 0; c < 1; c += 0.01) {
      chance = c;
      up();
      step(new BfdEvent.Configured(config(100_000, 150_000, 1)));
      now = session.transmitAt();
      step(new BfdEvent.TimePassed());
      assertThat(session.transmitAt() - now).isBetween(150_000L, 180_000L);
    }
  }

  /** Section 6.8.7: an answer with F "as soon as practicable", without regard to the timer. */
  @Test
  void aPollIsAnsweredAtOnce() {
    up();
    long due = session.transmitAt();
    receive(BfdState.UP, PacketFlag.POLL);
    assertThat(onlySent().flags()).containsExactly(PacketFlag.FINAL);
    assertThat(session.transmitAt()).isEqualTo(due);
  }

  /** Section 6.8.3: a higher transmit interval is not used before the Poll Sequence is over. */
  @Test
  void aLongerIntervalWaitsForTheFinal() {
    up();
    now += BfdSession.GAP;
    step(new BfdEvent.Configured(config(900_000, 150_000, 4)));
    assertThat(onlySent().has(PacketFlag.POLL)).isTrue();
    assertThat(onlySent().desiredMinTx()).isEqualTo(900_000);
    assertThat(session.transmitInterval()).isEqualTo(200_000);
    receive(BfdState.UP, 500_000, 200_000, 3, PacketFlag.FINAL);
    assertThat(session.transmitInterval()).isEqualTo(900_000);
    elapse(900_000);
    assertThat(onlySent().has(PacketFlag.POLL)).isFalse();
  }

  @Test
  void aShorterIntervalIsUsedAtOnce() {
    up();
    receive(BfdState.UP, 300_000, 1, 3);
    step(new BfdEvent.Configured(config(20_000, 150_000, 4)));
    assertThat(session.transmitInterval()).isEqualTo(20_000);
    assertThat(session.transmitAt()).isEqualTo(now + 20_000);
  }

  /** Section 6.8.3: a lower required interval does not shorten the detection time before F. */
  @Test
  void aShorterDetectionTimeWaitsForTheFinal() {
    up();
    receive(BfdState.UP, 10_000, 200_000, 3);
    assertThat(session.detectionTime()).isEqualTo(450_000);
    step(new BfdEvent.Configured(config(100_000, 50_000, 4)));
    assertThat(session.detectionTime()).isEqualTo(450_000);
    receive(BfdState.UP, 10_000, 200_000, 3, PacketFlag.FINAL);
    assertThat(session.detectionTime()).isEqualTo(150_000);
  }

  @Test
  void aChangeWithinAPollSequenceIsFollowedByAnother() {
    up();
    now += BfdSession.GAP;
    step(new BfdEvent.Configured(config(900_000, 150_000, 4)));
    step(new BfdEvent.Configured(config(800_000, 150_000, 4)));
    receive(BfdState.UP, PacketFlag.FINAL);
    assertThat(session.poll()).isEqualTo(Poll.ACTIVE);
    assertThat(session.transmitInterval()).isEqualTo(200_000);
    receive(BfdState.UP, PacketFlag.FINAL);
    assertThat(session.transmitInterval()).isEqualTo(800_000);
  }

  /** Section 6.8.3: "the local system MUST honor the new interval immediately". */
  @Test
  void anIntervalThatTheyShortenCountsFromTheLastPacket() {
    start(config(100_000, 150_000, 4));
    receive(BfdState.DOWN);
    receive(BfdState.INIT, 300_000, 2 * SECOND, 9);
    receive(BfdState.UP, 300_000, 2 * SECOND, 9, PacketFlag.FINAL);
    long last = session.lastSentAt();
    assertThat(session.transmitAt()).isEqualTo(last + (2 * SECOND));
    now += 400_000;
    receive(BfdState.UP, 300_000, 600_000, 9);
    assertThat(session.transmitAt()).isEqualTo(last + 600_000);
    receive(BfdState.UP, 300_000, 100_000, 9);
    assertThat(session.transmitAt()).isEqualTo(now);
  }

  /** Section 6.8.7: no periodic packets if they require an interval of zero. */
  @Test
  void whoRequiresZeroGetsNoPeriodicPackets() {
    up();
    receive(BfdState.UP, 300_000, 0, 3);
    assertThat(session.transmitAt()).isEqualTo(BfdSession.NEVER);
    receive(BfdState.UP, 300_000, 0, 3, PacketFlag.POLL);
    assertThat(onlySent().has(PacketFlag.FINAL)).isTrue();
  }

  /** Section 6.8.7: no periodic packets in Demand mode, but for a Poll Sequence. */
  @Test
  void whoDemandsGetsPollsAlone() {
    up();
    receive(BfdState.UP, PacketFlag.DEMAND);
    assertThat(session.transmitAt()).isEqualTo(BfdSession.NEVER);
    now += BfdSession.GAP;
    step(new BfdEvent.Configured(config(90_000, 150_000, 4)));
    assertThat(onlySent().has(PacketFlag.POLL)).isTrue();
    assertThat(session.transmitAt()).isEqualTo(now + 200_000);
    receive(BfdState.UP, PacketFlag.DEMAND, PacketFlag.FINAL);
    assertThat(session.transmitAt()).isEqualTo(BfdSession.NEVER);
  }

  /** Section 6.1: the passive side does not begin. */
  @Test
  void thePassiveSideWaits() {
    start(new BfdConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, true));
    assertThat(session.nextDeadline()).isEqualTo(BfdSession.NEVER);
    receive(BfdState.DOWN);
    assertThat(onlySent().state()).isEqualTo(BfdState.INIT);
    assertThat(session.transmitAt()).isEqualTo(now + SECOND);
  }

  /** Section 6.8.16; 6.8.6: in AdminDown packets are discarded. */
  @Test
  void anAdministratorHoldsASessionDown() {
    up();
    now += BfdSession.GAP;
    step(new BfdEvent.Disabled());
    assertThat(onlySent().state()).isEqualTo(BfdState.ADMIN_DOWN);
    assertThat(onlySent().diagnostic()).isEqualTo(7);
    receive(BfdState.UP, PacketFlag.POLL);
    assertThat(actions).contains(new BfdAction.Discarded(Discard.ADMINISTRATIVELY_DOWN));
    assertThat(sent()).isEmpty();
    step(new BfdEvent.Enabled());
    assertThat(session.state()).isEqualTo(BfdState.DOWN);
    receive(BfdState.DOWN);
    assertThat(session.state()).isEqualTo(BfdState.INIT);
  }

  /** RFC 5882 section 4.2 has clients treat AdminDown apart. */
  @Test
  void whoIsToldKnowsWhetherTheNeighbourWasTakenDown() {
    up();
    receive(BfdState.ADMIN_DOWN);
    assertThat(actions)
        .contains(
            new BfdAction.StateChanged(
                BfdState.UP,
                BfdState.DOWN,
                Diagnostic.NEIGHBOR_SIGNALED_SESSION_DOWN,
                BfdState.ADMIN_DOWN));
  }

  /** Section 6.8.6: with the A bit while authentication is not in use. */
  @Test
  void anAuthenticatedPacketIsDiscarded() {
    up();
    BfdSession before = session;
    step(
        new BfdEvent.PacketReceived(
            new ControlPacket(
                0,
                BfdState.DOWN,
                Set.of(),
                3,
                THEIRS,
                OURS,
                1,
                1,
                0,
                Optional.of(new AuthenticationSection(1, OctetString.parseHex("0161"))))));
    assertThat(session).isEqualTo(before);
    assertThat(actions).containsExactly(new BfdAction.Discarded(Discard.AUTHENTICATED));
  }

  /** Section 6.8.7 wants new contents told early; not as fast as a peer can make them change. */
  @Test
  void newContentsAreToldEarlyButNotInABurst() {
    start(config(100_000, 150_000, 4));
    elapse(0);
    now -= BfdSession.GAP;
    receive(BfdState.DOWN);
    assertThat(sent()).isEmpty();
    assertThat(session.transmitAt()).isEqualTo(now + BfdSession.GAP);
    elapse(BfdSession.GAP);
    assertThat(onlySent().state()).isEqualTo(BfdState.INIT);
  }

  @Test
  void aPacketThatChangesNothingIsNotAnswered() {
    up();
    receive(BfdState.UP);
    assertThat(actions).isEmpty();
    assertThat(session.lastReceivedAt()).isEqualTo(now);
  }
}
