package io.kuberouter.bgp.bmp.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.Termination;
import io.kuberouter.bgp.bmp.UnknownBmpMessage;
import io.kuberouter.bgp.bmp.testkit.FakeStation;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.number.OctetString;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BmpSenderTest {

  private static final Initiation INITIATION = new Initiation("r1", "test");
  private static final BmpMessage TABLE = message(0);
  private static final ReconnectDelay SOON =
      new ReconnectDelay(Duration.ofMillis(1), Duration.ofMillis(4));

  private final FakeStation station = new FakeStation();

  private static BmpMessage message(int number) {
    return new UnknownBmpMessage(99, OctetString.of((byte) number));
  }

  private BmpSender start(int limit) {
    return BmpSender.start(
        station, INITIATION, sink -> sink.accept(TABLE), SOON, limit, new Random(1));
  }

  /** It is connected, has told all that is, and takes more. */
  private void follows(BmpSender sender) throws Exception {
    Await.until(() -> sender.room() > 0);
    assertThat(told(0, 2)).isTrue();
  }

  private boolean told(int connection, int messages) {
    return station.told().size() > connection && station.told().get(connection).size() >= messages;
  }

  @Test
  void firstWhoThenAllThenWhatHappensThenWhyNothingFollows() throws Exception {
    try (BmpSender sender = start(10)) {
      follows(sender);
      assertThat(sender.offer(message(1))).isTrue();
      assertThat(sender.offer(message(2))).isTrue();
      Await.until(() -> told(0, 4));
    }
    assertThat(station.told())
        .containsExactly(
            List.of(
                INITIATION,
                TABLE,
                message(1),
                message(2),
                new Termination(Termination.ADMINISTRATIVELY_CLOSED)));
  }

  @Test
  void aRefusedConnectionIsTriedAgain() throws Exception {
    station.refuse(Integer.MAX_VALUE);
    try (BmpSender sender = start(10)) {
      assertThat(sender.offer(message(1))).isFalse();
      Await.until(() -> station.attempts() >= 5);
      assertThat(sender.connections()).isZero();
      station.refuse(0);
      follows(sender);
      assertThat(sender.connections()).isEqualTo(1);
    }
  }

  @Test
  void aLostConnectionBeginsAgainWithEverything() throws Exception {
    station.loseAfter(3);
    try (BmpSender sender = start(10)) {
      follows(sender);
      sender.offer(message(1));
      sender.offer(message(2));
      Await.until(() -> told(1, 2));
      assertThat(station.told().get(1)).startsWith(INITIATION, TABLE);
      Await.until(() -> sender.offer(message(3)));
      Await.until(() -> told(1, 3));
      assertThat(station.told().get(1)).endsWith(message(3));
    }
  }

  /** Nobody waits for a station, and memory is bounded: the queue's end is the connection's end. */
  @Test
  void aSlowStationLosesTheConnectionAndNotASingleOneOfItsMessages() throws Exception {
    try (BmpSender sender = start(3)) {
      follows(sender);
      station.deaf(true);
      int taken = 0;
      while (sender.offer(message(1))) {
        taken++;
      }
      assertThat(taken).isBetween(3, 4);
      station.deaf(false);
      Await.until(() -> told(1, 2));
      List<BmpMessage> first = station.told().get(0);
      assertThat(first).endsWith(new Termination(Termination.OUT_OF_RESOURCES));
      assertThat(station.told().get(1)).startsWith(INITIATION, TABLE);
    }
  }

  @Test
  void aStationThatDoesNotReadDoesNotKeepUsFromEnding() throws Exception {
    BmpSender sender = start(3);
    follows(sender);
    station.deaf(true);
    sender.offer(message(1));
    long begin = System.nanoTime();
    sender.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void delaysDoubleUpToTheMost() {
    ReconnectDelay delay = ReconnectDelay.DEFAULT;
    assertThat(delay.after(1, 0)).isEqualTo(Duration.ofSeconds(30));
    assertThat(delay.after(2, 0)).isEqualTo(Duration.ofSeconds(60));
    assertThat(delay.after(5, 0)).isEqualTo(Duration.ofSeconds(480));
    assertThat(delay.after(6, 0)).isEqualTo(Duration.ofSeconds(720));
    assertThat(delay.after(1000, 0.5)).isEqualTo(Duration.ofSeconds(630));
    assertThatThrownBy(() -> new ReconnectDelay(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
