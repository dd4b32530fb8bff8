package io.kuberouter.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.FlowEvents;
import io.kuberouter.netlink.KernelException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for the fake and for the kernel. */
abstract class ConntrackClientContract {

  static final int TCP = 6;
  static final int UDP = 17;

  /** What a test does with a namespace without flows. */
  interface Body {
    void run(ConntrackClient client, FlowEvents events) throws Exception;
  }

  abstract void with(Body body) throws Exception;

  /** Lets a flow begin that lives for 100 s: by {@code conntrack -I}. */
  abstract void begin(ConntrackClient client, Flow flow) throws Exception;

  /** {@return how many flows to an address somebody else counts: {@code conntrack -L}} */
  abstract long counted(ConntrackClient client, InetAddress destination) throws Exception;

  static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  static Flow flow(int protocol, String from, int sourcePort, String to, int port)
      throws Exception {
    FlowTuple original = new FlowTuple(address(from), address(to), protocol, sourcePort, port);
    return Flow.of(original, original.mirrored());
  }

  static Flow translated(String from, int sourcePort, String to, int port, String server)
      throws Exception {
    FlowTuple original = new FlowTuple(address(from), address(to), UDP, sourcePort, port);
    return Flow.of(original, new FlowTuple(address(server), address(from), UDP, port, sourcePort));
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
          assertThat(found.timeoutSeconds().orElseThrow()).isBetween(90L, 100L);
          assertThat(found.mark()).isZero();
          assertThat(found.id()).isNotZero();

          conntrack.update(tuple, FlowUpdate.mark(0xffff_fff0L));
          assertThat(conntrack.flow(tuple).orElseThrow().mark()).isEqualTo(0xffff_fff0L);
          conntrack.update(tuple, FlowUpdate.mark(0x5, 0xff));
          assertThat(conntrack.flow(tuple).orElseThrow().mark()).isEqualTo(0xffff_ff05L);
          conntrack.update(tuple, FlowUpdate.timeout(5000));
          assertThat(conntrack.flow(tuple).orElseThrow().timeoutSeconds().orElseThrow())
              .isBetween(4990L, 5000L);
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
}
