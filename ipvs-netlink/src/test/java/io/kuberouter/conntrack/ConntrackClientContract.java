package io.kuberouter.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.FlowEvents;
import io.kuberouter.netlink.KernelException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for the fake and for the kernel. */
abstract class ConntrackClientContract {

  static final int TCP = 6;
  static final int UDP = 17;

  /** So long that none ends while it is looked at. */
  static final long SECONDS = 100_000;

  /** What a test does with a namespace without flows. */
  interface Body {
    void run(ConntrackClient client, FlowEvents events) throws Exception;
  }

  abstract void with(Body body) throws Exception;

  /**
   * Lets a flow begin, by {@code conntrack -I}.
   *
   * @return false when there is one with such a direction
   */
  abstract boolean begins(ConntrackClient client, Flow flow) throws Exception;

  final void begin(ConntrackClient client, Flow flow) throws Exception {
    assertThat(begins(client, flow)).isTrue();
  }

  /** Skips the test where the kernel tracks no zones. */
  abstract void needsZones() throws Exception;

  /** {@return how many flows to an address somebody else counts: {@code conntrack -L}} */
  abstract long counted(ConntrackClient client, InetAddress destination) throws Exception;

  static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  static Flow flow(int protocol, String from, int sourcePort, String to, int port)
      throws Exception {
    FlowTuple original = new FlowTuple(address(from), address(to), protocol, sourcePort, port);
    Optional<TcpState> state =
        protocol == TCP ? Optional.of(TcpState.ESTABLISHED) : Optional.empty();
    return made(original, original.mirrored(), state);
  }

  private static Flow made(FlowTuple original, FlowTuple reply, Optional<TcpState> state) {
    return new Flow(
        original,
        reply,
        Set.of(),
        OptionalLong.of(SECONDS),
        0,
        state,
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  static Flow translated(String from, int sourcePort, String to, int port, String server)
      throws Exception {
    FlowTuple original = new FlowTuple(address(from), address(to), UDP, sourcePort, port);
    FlowTuple reply = new FlowTuple(address(server), address(from), UDP, port, sourcePort);
    return made(original, reply, Optional.empty());
  }

  /** The next event of the flows from an address. */
  static Optional<FlowEvent> next(FlowEvents events) throws Exception {
    return events.poll(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.96.0.53, 10.244.0.1, 10.244.0.2",
    "fd00::1, fd96::53, fd44::1, fd44::2"
  })
  void flowsAreSelectedByEveryPart(String client, String vip, String first, String second)
      throws Exception {
    with(
        (conntrack, events) -> {
          List<Flow> all = new ArrayList<>();
          all.add(translated(client, 1001, vip, 53, first));
          all.add(translated(client, 1002, vip, 53, first));
          all.add(translated(client, 1003, vip, 53, second));
          all.add(flow(UDP, client, 1004, vip, 5353));
          all.add(flow(TCP, client, 1005, first, 53));
          for (Flow flow : all) {
            begin(conntrack, flow);
          }
          boolean six = vip.contains(":");
          FlowFilter.Builder family = FlowFilter.builder().ipv6(six);
          assertThat(selected(conntrack, FlowFilter.ALL)).isEqualTo(List.of(0, 1, 2, 3, 4));
          assertThat(selected(conntrack, family.build())).isEqualTo(List.of(0, 1, 2, 3, 4));
          assertThat(selected(conntrack, FlowFilter.builder().ipv6(!six).build())).isEmpty();
          assertThat(selected(conntrack, new FlowFilter(UDP, address(vip), 53, Optional.empty())))
              .isEqualTo(List.of(0, 1, 2));
          assertThat(
                  selected(
                      conntrack,
                      new FlowFilter(UDP, address(vip), 53, Optional.of(address(first)))))
              .isEqualTo(List.of(0, 1));
          assertThat(selected(conntrack, FlowFilter.builder().destination(address(vip)).build()))
              .isEqualTo(List.of(0, 1, 2, 3));
          assertThat(selected(conntrack, FlowFilter.builder().source(address(vip)).build()))
              .isEmpty();
          assertThat(
                  selected(
                      conntrack,
                      FlowFilter.builder().source(address(client)).protocol(TCP).build()))
              .isEqualTo(List.of(4));
          assertThat(selected(conntrack, family.protocol(UDP).sourcePort(1003).build()))
              .isEqualTo(List.of(2));
          assertThat(selected(conntrack, FlowFilter.builder().replySource(address(second)).build()))
              .isEqualTo(List.of(2));
          assertThat(
                  selected(
                      conntrack, FlowFilter.builder().replyDestination(address(client)).build()))
              .isEqualTo(List.of(0, 1, 2, 3, 4));
          assertThat(selected(conntrack, FlowFilter.builder().zone(7).build())).isEmpty();
          List<Flow> streamed = new ArrayList<>();
          conntrack.forEachFlow(FlowFilter.ALL, streamed::add);
          assertThat(streamed).hasSize(5);
        });
  }

  /** The flows' places, by their source ports: 1001 and on. */
  private static List<Integer> selected(ConntrackClient client, FlowFilter filter)
      throws Exception {
    return client.flows(filter).stream()
        .map(flow -> flow.original().sourcePort() - 1001)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.96.0.53, 10.244.0.1, 10.244.0.2",
    "fd00::1, fd96::53, fd44::1, fd44::2"
  })
  void flowsAreDeletedByFilterAndFlushed(String client, String vip, String first, String second)
      throws Exception {
    with(
        (conntrack, events) -> {
          begin(conntrack, translated(client, 1001, vip, 53, first));
          begin(conntrack, translated(client, 1002, vip, 53, first));
          begin(conntrack, translated(client, 1003, vip, 53, second));
          begin(conntrack, flow(UDP, client, 1004, first, 53));
          FlowFilter ofFirst = new FlowFilter(UDP, address(vip), 53, Optional.of(address(first)));
          assertThat(counted(conntrack, address(vip))).isEqualTo(3);
          assertThat(conntrack.delete(ofFirst)).isEqualTo(2);
          assertThat(conntrack.delete(ofFirst)).isZero();
          assertThat(counted(conntrack, address(vip))).isEqualTo(1);
          assertThat(counted(conntrack, address(first))).isEqualTo(1);
          conntrack.flush();
          assertThat(conntrack.flows(FlowFilter.ALL)).isEmpty();
          assertThat(counted(conntrack, address(vip))).isZero();
        });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "fd00::1, fd00::2"})
  void oneFlowIsReadAndChanged(String from, String to) throws Exception {
    with(
        (conntrack, events) -> {
          Flow flow = flow(TCP, from, 1001, to, 80);
          FlowTuple tuple = flow.original();
          assertThat(conntrack.flow(tuple)).isEmpty();
          begin(conntrack, flow);
          Flow found = conntrack.flow(tuple).orElseThrow();
          assertThat(found.original()).isEqualTo(tuple);
          assertThat(found.reply()).isEqualTo(tuple.mirrored());
          assertThat(found.timeoutSeconds().orElseThrow()).isBetween(SECONDS / 2, SECONDS);
          assertThat(found.mark()).isZero();
          assertThat(found.id()).isNotZero();

          conntrack.update(tuple, FlowUpdate.mark(0xffff_fff0L));
          assertThat(conntrack.flow(tuple).orElseThrow().mark()).isEqualTo(0xffff_fff0L);
          conntrack.update(tuple, FlowUpdate.mark(0x5, 0xff));
          assertThat(conntrack.flow(tuple).orElseThrow().mark()).isEqualTo(0xffff_ff05L);
          conntrack.update(tuple, FlowUpdate.timeout(4 * SECONDS));
          assertThat(conntrack.flow(tuple).orElseThrow().timeoutSeconds().orElseThrow())
              .isBetween(3 * SECONDS, 4 * SECONDS);
          assertThat(conntrack.flows(FlowFilter.builder().mark(0x5, 0xf).build())).hasSize(1);
          assertThat(conntrack.flows(FlowFilter.builder().mark(0xf5, 0xf).build())).hasSize(1);
          assertThat(conntrack.flows(FlowFilter.builder().mark(0x5).build())).isEmpty();
          assertThat(
                  conntrack.update(FlowFilter.builder().mark(0x5, 0xf).build(), FlowUpdate.mark(1)))
              .isEqualTo(1);
          assertThat(conntrack.flow(tuple).orElseThrow().mark()).isEqualTo(1);

          FlowTuple none = flow(TCP, from, 1002, to, 80).original();
          assertThatThrownBy(() -> conntrack.update(none, FlowUpdate.mark(1)))
              .isInstanceOfSatisfying(
                  KernelException.class, e -> assertThat(e.errno()).isEqualTo(2))
              .hasMessageContaining("conntrack -U of 6 ");
          assertThat(conntrack.update(FlowFilter.builder().mark(77).build(), FlowUpdate.mark(1)))
              .isZero();
        });
  }

  @Test
  void whatBecomesOfFlowsIsTold() throws Exception {
    with(
        (conntrack, events) -> {
          Flow flow = flow(UDP, "10.0.0.1", 1001, "10.0.0.2", 53);
          begin(conntrack, flow);
          assertThat(next(events))
              .hasValueSatisfying(
                  e ->
                      assertThat(e)
                          .isInstanceOfSatisfying(
                              FlowEvent.New.class,
                              n -> assertThat(n.flow().original()).isEqualTo(flow.original())));
          conntrack.update(flow.original(), FlowUpdate.mark(9));
          assertThat(next(events))
              .hasValueSatisfying(
                  e ->
                      assertThat(e)
                          .isInstanceOfSatisfying(
                              FlowEvent.Updated.class,
                              u -> assertThat(u.flow().mark()).isEqualTo(9)));
          conntrack.delete(FlowFilter.ALL);
          assertThat(next(events))
              .hasValueSatisfying(
                  e ->
                      assertThat(e)
                          .isInstanceOfSatisfying(
                              FlowEvent.Destroyed.class,
                              d -> assertThat(d.flow().original()).isEqualTo(flow.original())));
          assertThat(events.poll(Duration.ofMillis(50))).isEmpty();
        });
  }

  /** The flow as it was begun, confirmed: what the kernel numbers and counts down left out. */
  private static void assertTold(Flow told, Flow begun) {
    Set<FlowStatus> status = EnumSet.of(FlowStatus.CONFIRMED);
    status.addAll(begun.status());
    assertThat(told.timeoutSeconds().orElseThrow()).isBetween(SECONDS / 2, SECONDS);
    assertThat(told.with(FlowUpdate.timeout(SECONDS)).withId(0))
        .isEqualTo(withStatus(begun, status));
  }

  private static Flow withStatus(Flow flow, Set<FlowStatus> status) {
    return new Flow(
        flow.original(),
        flow.reply(),
        status,
        flow.timeoutSeconds(),
        flow.mark(),
        flow.tcpState(),
        flow.originalCounters(),
        flow.replyCounters(),
        flow.zone(),
        flow.id());
  }

  private static Flow ping(String from, String to, int id) throws Exception {
    boolean six = to.contains(":");
    FlowTuple.Icmp echo = new FlowTuple.Icmp(six ? 128 : 8, 0, id);
    FlowTuple original = new FlowTuple(address(from), address(to), six ? 58 : 1, echo);
    return made(original, original.mirrored(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "fd00::1, fd00::2"})
  void aFlowIsToldWithAllThatIsKnownOfIt(String from, String to) throws Exception {
    with(
        (conntrack, events) -> {
          Flow tcp =
              withStatus(
                      flow(TCP, from, 1001, to, 80),
                      Set.of(FlowStatus.SEEN_REPLY, FlowStatus.ASSURED))
                  .with(FlowUpdate.mark(7));
          List<Flow> all =
              List.of(
                  tcp,
                  flow(UDP, from, 1001, to, 53),
                  translated(from, 1002, to, 53, from),
                  ping(from, to, 9));
          for (Flow begun : all) {
            begin(conntrack, begun);
            Flow found = conntrack.flow(begun.original()).orElseThrow();
            assertTold(found, begun);
            FlowEvent.New told = (FlowEvent.New) next(events).orElseThrow();
            assertTold(told.flow(), begun);
            assertThat(told.flow().id()).isEqualTo(found.id());
          }
          assertThat(conntrack.flows(FlowFilter.ALL)).extracting(Flow::id).doesNotHaveDuplicates();
          conntrack.update(tcp.original(), FlowUpdate.mark(8));
          FlowEvent.Updated updated = (FlowEvent.Updated) next(events).orElseThrow();
          assertTold(updated.flow(), tcp.with(FlowUpdate.mark(8)));
          assertThat(conntrack.delete(FlowFilter.builder().protocol(TCP).build())).isEqualTo(1);
          FlowEvent.Destroyed ended = (FlowEvent.Destroyed) next(events).orElseThrow();
          Set<FlowStatus> last =
              Set.of(FlowStatus.SEEN_REPLY, FlowStatus.ASSURED, FlowStatus.DYING);
          assertTold(ended.flow(), withStatus(tcp, last).with(FlowUpdate.mark(8)));
        });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.96.0.53, 10.244.0.1", "fd00::1, fd96::53, fd44::1"})
  void aFlowIsFoundByEitherDirectionAndSharesNone(String from, String vip, String server)
      throws Exception {
    with(
        (conntrack, events) -> {
          Flow flow = translated(from, 1001, vip, 53, server);
          begin(conntrack, flow);
          assertTold(conntrack.flow(flow.reply()).orElseThrow(), flow);
          conntrack.update(flow.reply(), FlowUpdate.mark(5));
          assertThat(conntrack.flow(flow.original()).orElseThrow().mark()).isEqualTo(5);
          assertThat(conntrack.flow(flow.original().mirrored())).isEmpty();
          assertThat(begins(conntrack, flow)).isFalse();
          assertThat(begins(conntrack, flow(UDP, server, 53, from, 1001))).isFalse();
          assertThat(begins(conntrack, translated(server, 53, vip, 54, from))).isTrue();
          assertThat(begins(conntrack, flow(UDP, from, 1001, server, 53))).isFalse();
          assertThat(conntrack.flows(FlowFilter.ALL)).hasSize(2);
        });
  }

  @Test
  void aFlowWithoutTimeEndsAndNoTimeIsTooLong() throws Exception {
    with(
        (conntrack, events) -> {
          Flow flow = flow(UDP, "10.0.0.1", 1001, "10.0.0.2", 53);
          begin(conntrack, flow);
          conntrack.update(flow.original(), FlowUpdate.timeout(0xffff_ffffL));
          assertThat(conntrack.flow(flow.original()).orElseThrow().timeoutSeconds().orElseThrow())
              .isBetween(2_000_000L, 21_474_836L); // of 1000 and of 100 ticks a second
          conntrack.update(flow.original(), FlowUpdate.timeout(0));
          assertThat(conntrack.flow(flow.original())).isEmpty();
          assertThat(conntrack.flows(FlowFilter.ALL)).isEmpty();
          assertThat(conntrack.delete(FlowFilter.ALL)).isZero();
          List<FlowEvent> all = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            all.add(next(events).orElseThrow());
          }
          assertThat(all)
              .<Class<?>>extracting(Object::getClass)
              .containsExactly(
                  FlowEvent.New.class,
                  FlowEvent.Updated.class,
                  FlowEvent.Updated.class,
                  FlowEvent.Destroyed.class);
          Flow ended = ((FlowEvent.Destroyed) all.get(3)).flow();
          assertThat(ended.original()).isEqualTo(flow.original());
          assertThat(ended.timeoutSeconds()).isEmpty();
          begin(conntrack, flow);
        });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.9", "fd00::1, fd00::9"})
  void aZoneIsKeptAndSelected(String from, String to) throws Exception {
    needsZones();
    with(
        (conntrack, events) -> {
          Flow plain = flow(UDP, from, 1001, to, 53);
          begin(conntrack, plain);
          begin(conntrack, plain.inZone(5));
          FlowFilter five = FlowFilter.builder().zone(5).build();
          assertThat(conntrack.flows(five))
              .singleElement()
              .satisfies(flow -> assertTold(flow, plain.inZone(5)));
          assertTold(conntrack.flow(plain.original()).orElseThrow(), plain);
          assertThat(conntrack.update(five, FlowUpdate.mark(3))).isEqualTo(1);
          assertThat(conntrack.flow(plain.original()).orElseThrow().mark()).isZero();
          assertThat(conntrack.delete(five)).isEqualTo(1);
          assertThat(conntrack.flows(FlowFilter.ALL))
              .singleElement()
              .satisfies(flow -> assertTold(flow, plain));
        });
  }
}
