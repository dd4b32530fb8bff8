package io.kuberouter.netlink.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.DumpInterruptedException;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.testkit.Datagram;
import io.kuberouter.netlink.testkit.ScriptedTransport;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exchanges with a kernel that answers as the test says. */
class NetlinkConnectionTest {

  private static final int ACK = 4;
  private static final int MULTI = 2;
  private static final int INTERRUPTED = 0x10;

  private static NetlinkMessage request(int bytes) {
    return new NetlinkMessage(16, 0, new byte[bytes], "do " + bytes);
  }

  private static NetlinkConnection connection(ScriptedTransport.Script script) {
    return new NetlinkConnection(new ScriptedTransport(script), NetlinkOptions.DEFAULT);
  }

  private static byte[] number(int number) {
    return new AttributeWriter().rawU32(number).toBytes();
  }

  private static Optional<Long> decode(int type, AttributeReader in) throws WireFormatException {
    return Optional.of(in.rawU32());
  }

  @Test
  void aRefusalSaysWhatTheKernelSays() {
    AttributeWriter words = new AttributeWriter().string(1, "no such thing").u32(2, 36).u32(5, 7);
    NetlinkConnection connection =
        connection(r -> List.of(new Datagram().refusal(r.get(0).number(), 22, words)));
    assertThatThrownBy(() -> connection.execute(request(8)))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(22);
              assertThat(e.offset()).hasValue(36);
              assertThat(e.missingType()).hasValue(7);
              assertThat(e)
                  .hasMessage(
                      "do 8: EINVAL (invalid argument): no such thing, attribute 7 is missing");
            });
  }

  @Test
  void aRefusalWhoseWordsAreCutIsOneStill() {
    AttributeWriter words = new AttributeWriter().rawU16(40).rawU16(1).rawU32(0);
    NetlinkConnection connection =
        connection(r -> List.of(new Datagram().refusal(r.get(0).number(), 17, words)));
    assertThatThrownBy(() -> connection.execute(request(8)))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.isAlreadyExists()).isTrue());
  }

  @Test
  void aBatchAsksForOneAcknowledgementOfEachDatagramAndHasAResultForEachRequest() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    ScriptedTransport transport =
        new ScriptedTransport(
            requests -> {
              List<Datagram> answers = new ArrayList<>();
              for (Datagram.Message m : requests) {
                boolean refused = m.type() == 16 && taken.incrementAndGet() % 100 == 0;
                if (refused || (m.flags() & ACK) != 0) {
                  answers.add(new Datagram().ack(m.number(), refused ? 2 : 0));
                }
              }
              return answers;
            });
    NetlinkConnection connection = new NetlinkConnection(transport, NetlinkOptions.DEFAULT);
    List<Optional<KernelException>> results =
        connection.batch(IntStream.range(0, 700).mapToObj(i -> request(i % 7)).toList());
    assertThat(results).hasSize(700);
    assertThat(IntStream.range(0, 700).filter(i -> results.get(i).isPresent()))
        .containsExactly(99, 199, 299, 399, 499, 599, 699);
    assertThat(results.get(99).orElseThrow()).hasMessageStartingWith("do 1: ENOENT");
    assertThat(transport.sent()).extracting(List::size).containsExactly(257, 257, 189);
    assertThat(transport.sent())
        .allSatisfy(
            all ->
                assertThat(all.stream().filter(m -> (m.flags() & ACK) != 0))
                    .containsExactly(all.get(all.size() - 1)));
  }

  /** {@code netlink_rcv_skb}: nothing is sent for what was interrupted. */
  @Test
  void aRequestThatIsNotAnsweredDoesNotEndTheBatch() throws Exception {
    NetlinkConnection connection =
        connection(
            requests ->
                requests.stream()
                    .filter(m -> (m.flags() & ACK) != 0 && m.type() != 16)
                    .map(m -> new Datagram().ack(m.number(), 0))
                    .toList());
    assertThat(connection.batch(List.of(request(1), request(2)))).allMatch(Optional::isEmpty);
    connection.execute(request(1));
  }

  /** {@code nfnetlink_rcv}: of who may change nothing, the first request alone is answered. */
  @Test
  void whenTheKernelTakesNoneOfADatagramEachIsRefused() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(all -> List.of(new Datagram().ack(all.get(0).number(), 1)));
    NetlinkConnection connection = new NetlinkConnection(transport, NetlinkOptions.DEFAULT);
    for (int requests : new int[] {1, 2, 300}) {
      List<Optional<KernelException>> results =
          connection.batch(IntStream.range(0, requests).mapToObj(i -> request(i % 7)).toList());
      assertThat(results)
          .hasSize(requests)
          .allMatch(r -> r.filter(KernelException::isPermissionDenied).isPresent());
      assertThat(results.get(requests - 1).orElseThrow())
          .hasMessageStartingWith("do " + ((requests - 1) % 7) + ": EPERM");
    }
  }

  /** Other families take the rest. */
  @Test
  void whenTheFirstOfADatagramIsNotPermittedTheOthersMayBe() throws Exception {
    NetlinkConnection connection =
        connection(
            requests -> {
              List<Datagram> answers = new ArrayList<>();
              for (Datagram.Message m : requests) {
                if (m.type() != 16) {
                  answers.add(new Datagram().ack(m.number(), 0));
                } else if (m == requests.get(0)) {
                  answers.add(new Datagram().ack(m.number(), 1));
                }
              }
              return answers;
            });
    for (int i = 0; i < 2; i++) {
      assertThat(connection.batch(List.of(request(1), request(2), request(3))))
          .extracting(Optional::isPresent)
          .containsExactly(true, false, false);
    }
  }

  @Test
  void aDatagramOfABatchHoldsNoMoreThanTheKernelTakes() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(
            all -> List.of(new Datagram().ack(all.get(all.size() - 1).number(), 0)));
    NetlinkConnection connection = new NetlinkConnection(transport, NetlinkOptions.DEFAULT);
    List<NetlinkMessage> requests =
        List.of(request(30_001), request(30_000), request(30_000), request(200_000), request(1));
    assertThat(connection.batch(requests)).hasSize(5).allMatch(Optional::isEmpty);
    assertThat(transport.sent()).extracting(List::size).containsExactly(3, 2, 2, 2);
    assertThat(transport.sent().get(0).get(0).content()).hasSize(30_001);
    assertThat(connection.batch(List.of())).isEmpty();
  }

  @Test
  void aDumpHasManyPartsAndWhatAnswersAnotherRequestIsPassedOver() throws Exception {
    NetlinkConnection connection =
        connection(
            r -> {
              int n = r.get(0).number();
              return List.of(
                  new Datagram().add(16, MULTI, n, number(1)).add(16, MULTI, n, number(2)),
                  new Datagram().add(16, MULTI, n - 1, number(99)).done(n - 1, MULTI, 0),
                  new Datagram().add(1, 0, n, new byte[0]).add(16, MULTI, n, number(3)),
                  new Datagram().done(n, MULTI, 0));
            });
    assertThat(connection.dump(request(4), NetlinkConnectionTest::decode))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void anInterruptedDumpIsTakenAgainAsOftenAsTheOptionsSay() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ScriptedTransport.Script script =
        r -> {
          int n = r.get(0).number();
          int flags = asked.incrementAndGet() < 3 ? MULTI | INTERRUPTED : MULTI;
          return List.of(new Datagram().add(16, flags, n, number(asked.get())).done(n, flags, 0));
        };
    assertThat(connection(script).dump(request(4), NetlinkConnectionTest::decode))
        .containsExactly(3L);
    asked.set(0);
    NetlinkConnection patient =
        new NetlinkConnection(
            new ScriptedTransport(script), NetlinkOptions.DEFAULT.withDumpTries(2));
    assertThatThrownBy(() -> patient.dump(request(4), NetlinkConnectionTest::decode))
        .isInstanceOf(DumpInterruptedException.class)
        .hasMessageContaining("2 times");
    asked.set(0);
    assertThat(patient.dumpOnce(request(4), NetlinkConnectionTest::decode))
        .isEqualTo(new NetlinkConnection.Dump<>(List.of(1L), true));
  }

  @Test
  void aDumpThatIsRefusedAtItsEndIsRefused() {
    NetlinkConnection connection =
        connection(r -> List.of(new Datagram().done(r.get(0).number(), MULTI, 1)));
    assertThatThrownBy(() -> connection.dump(request(4), NetlinkConnectionTest::decode))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.isPermissionDenied()).isTrue());
  }

  @Test
  void aPartLargerThanTheBufferIsReadWhole() throws Exception {
    NetlinkConnection connection =
        connection(
            r ->
                List.of(
                    new Datagram().add(16, MULTI, r.get(0).number(), new byte[4]),
                    new Datagram()
                        .add(16, MULTI, r.get(0).number(), new byte[300_000])
                        .done(r.get(0).number(), MULTI, 0)));
    assertThat(connection.dump(request(4), (type, in) -> Optional.of(in.rest().length)))
        .containsExactly(4, 300_000);
  }

  @Test
  void aPartThatCannotBeReadDoesNotDisturbTheNextExchange() throws Exception {
    NetlinkConnection connection =
        connection(
            r -> {
              int n = r.get(0).number();
              return List.of(
                  new Datagram().add(16, MULTI, n, new byte[1]),
                  new Datagram().add(16, MULTI, n, number(n)).done(n, MULTI, 0));
            });
    assertThatThrownBy(() -> connection.dump(request(4), NetlinkConnectionTest::decode))
        .isInstanceOf(WireFormatException.class);
    assertThat(
            connection.dump(
                request(4), (type, in) -> in.hasMore() ? Optional.of(1) : Optional.empty()))
        .hasSize(2);
  }

  @Test
  void aStreamThatItsReaderLeavesIsReadToItsEndBeforeTheNextRequest() throws Exception {
    ScriptedTransport transport =
        new ScriptedTransport(
            r -> {
              int n = r.get(0).number();
              return List.of(
                  new Datagram().add(16, MULTI, n, number(1)),
                  new Datagram().add(16, MULTI, n, number(2)),
                  new Datagram().done(n, MULTI, 0));
            });
    NetlinkConnection connection = new NetlinkConnection(transport, NetlinkOptions.DEFAULT);
    assertThatThrownBy(
            () ->
                connection.stream(
                    request(4),
                    (type, in) -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThat(transport.waiting()).isEqualTo(2);
    assertThat(connection.stream(request(4), (type, in) -> {})).isTrue();
    assertThat(transport.waiting()).isZero();
  }

  @Test
  void aPartOfAStreamMayNotUseTheConnection() {
    NetlinkConnection connection =
        connection(r -> List.of(new Datagram().add(16, MULTI, r.get(0).number(), number(1))));
    assertThatThrownBy(
            () ->
                connection.stream(
                    request(4),
                    (type, in) -> {
                      try {
                        connection.execute(request(1));
                      } catch (java.io.IOException e) {
                        throw new AssertionError(e);
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open another one");
  }

  @Test
  void aCallHasADeadline() {
    NetlinkConnection connection = connection(r -> List.of());
    assertThatThrownBy(() -> connection.execute(request(4)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("do 4: no answer within 10000 ms");
    assertThatThrownBy(() -> connection.dump(request(4), NetlinkConnectionTest::decode))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void noAnswerToAQuestionIsAFault() {
    NetlinkConnection connection =
        connection(r -> List.of(new Datagram().ack(r.get(0).number(), 0)));
    assertThatThrownBy(() -> connection.get(request(4), NetlinkConnectionTest::decode))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("do 4");
  }

  @Test
  void messagesOfImpossibleLengthAreAFault() {
    for (int length : new int[] {0, 15, 17, Integer.MAX_VALUE, -1}) {
      NetlinkConnection connection =
          connection(
              r ->
                  List.of(
                      new Datagram()
                          .raw(
                              new AttributeWriter()
                                  .rawU32(length)
                                  .rawU32(16)
                                  .rawU32(r.get(0).number())
                                  .rawU32(0)
                                  .toBytes())));
      assertThatThrownBy(() -> connection.dump(request(4), NetlinkConnectionTest::decode))
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void eventsComeOneByOneAndLostOnesAreAnEvent() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(r -> List.of());
    NetlinkConnection connection = new NetlinkConnection(transport, NetlinkOptions.DEFAULT);
    try (NetlinkEvents<Long> events =
        NetlinkEvents.of(connection, java.util.Set.of(1, 5), NetlinkConnectionTest::decode, -1L)) {
      assertThat(transport.groups()).containsExactlyInAnyOrder(1, 5);
      transport.push(
          new Datagram().add(16, 0, 0, number(1)).add(16, 0, 7, number(2)).add(1, 0, 0, number(9)));
      transport.push(new Datagram().add(16, 0, 0, new byte[100_000]));
      transport.push(new Datagram().add(16, 0, 0, new byte[100_000]).add(16, 0, 0, number(3)));
      assertThat(events.take()).isEqualTo(1);
      assertThat(events.take()).isEqualTo(2);
      assertThat(events.take()).isEqualTo(-1); // the first large one was cut
      assertThat(events.take()).isZero();
      transport.overrun();
      assertThat(events.take()).isEqualTo(3);
      assertThat(events.poll(Duration.ofMillis(1))).contains(-1L);
      assertThat(events.poll(Duration.ofMillis(1))).isEmpty();
      assertThatThrownBy(() -> connection.execute(request(1)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> connection.listen(Duration.ZERO, (type, flags, in) -> {}))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void anEventThatCannotBeReadDoesNotTakeThoseBehindItAlong() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(r -> List.of());
    NetlinkConnection connection = new NetlinkConnection(transport, NetlinkOptions.DEFAULT);
    try (NetlinkEvents<Long> events =
        NetlinkEvents.of(connection, java.util.Set.of(), NetlinkConnectionTest::decode, -1L)) {
      transport.push(
          new Datagram()
              .add(16, 0, 0, number(1))
              .add(16, 0, 0, new byte[2])
              .add(16, 0, 0, number(3)));
      assertThatThrownBy(events::take).isInstanceOf(WireFormatException.class);
      assertThat(events.take()).isEqualTo(1);
      assertThat(events.take()).isEqualTo(3);
    }
  }
}
