package io.kuberouter.conntrack;

import static io.kuberouter.netlink.Captured.content;
import static io.kuberouter.netlink.Captured.flags;
import static io.kuberouter.netlink.Captured.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.conntrack.codec.ConntrackRequests;
import io.kuberouter.conntrack.codec.FlowCodec;
import io.kuberouter.netlink.Captured;
import io.kuberouter.netlink.Mutations;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes of {@code conntrack} and of Linux 6.18, read and written by us. */
class ConntrackCaptureTest {

  private static List<Captured> all() throws Exception {
    return Captured.read(ConntrackCaptureTest.class, "conntrack-1.4.7.hex");
  }

  private static Captured of(String command) throws Exception {
    return all().stream()
        .filter(captured -> captured.command().equals(command))
        .findFirst()
        .orElseThrow();
  }

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private static List<Flow> flows(Captured captured) throws Exception {
    List<Flow> flows = new ArrayList<>();
    for (byte[] message : captured.received()) {
      flows.add(FlowCodec.decode(type(message), content(message)).orElseThrow());
    }
    return flows;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void flowsAreReadWithAllThatIsKnownOfThem() throws Exception {
    List<Flow> flows = flows(of("conntrack -L"));
    Flow tcp = flows.stream().filter(flow -> flow.mark() == 7).findFirst().orElseThrow();
    assertThat(tcp.original())
        .isEqualTo(new FlowTuple(address("10.0.0.1"), address("10.0.0.2"), 6, 1000, 80));
    assertThat(tcp.reply()).isEqualTo(tcp.original().mirrored());
    assertThat(tcp.tcpState()).contains(TcpState.ESTABLISHED);
    assertThat(tcp.status())
        .isEqualTo(Set.of(FlowStatus.SEEN_REPLY, FlowStatus.ASSURED, FlowStatus.CONFIRMED));
    assertThat(tcp.timeoutSeconds().orElseThrow()).isBetween(590L, 600L);
    assertThat(tcp.originalCounters()).contains(new FlowCounters(0, 0));

    Flow translated =
        flows.stream()
            .filter(flow -> flow.original().sourcePort() == 1003)
            .findFirst()
            .orElseThrow();
    assertThat(translated.reply())
        .isEqualTo(new FlowTuple(address("10.244.0.2"), address("10.0.0.1"), 6, 8080, 1003));
    assertThat(translated.tcpState()).contains(TcpState.SYN_SENT);

    Flow zoned = flows.stream().filter(flow -> flow.zone() == 5).findFirst().orElseThrow();
    assertThat(zoned.original().sourcePort()).isEqualTo(1002);

    assertThat(flows)
        .filteredOn(flow -> flow.original().ipv6() && flow.original().protocol() == 17)
        .extracting(flow -> flow.original().toString())
        .contains("17 [fd00::1]:1001 > [fd00::2]:53");
    assertThat(flows)
        .filteredOn(flow -> flow.original().protocol() == 1)
        .extracting(Flow::original)
        .containsExactly(
            new FlowTuple(
                address("127.0.0.1"), address("127.0.0.1"), 1, new FlowTuple.Icmp(8, 0, 0x1234)));
    assertThat(flows)
        .filteredOn(flow -> flow.original().protocol() == 58)
        .extracting(Flow::original)
        .containsExactly(
            new FlowTuple(address("::1"), address("::1"), 58, new FlowTuple.Icmp(128, 0, 0x4321)));
  }

  @Test
  void eventsTellNewChangedAndEndedFlows() throws Exception {
    List<FlowEvent> events = new ArrayList<>();
    for (byte[] message : of("conntrack -E").received()) {
      events.add(
          FlowCodec.decodeEvent(type(message), flags(message), content(message)).orElseThrow());
    }
    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            FlowEvent.New.class,
            event -> assertThat(event.flow().original()).hasToString("17 10.0.0.3:1 > 10.0.0.4:2"));
    assertThat(events)
        .filteredOn(event -> event instanceof FlowEvent.Updated)
        .extracting(event -> ((FlowEvent.Updated) event).flow().tcpState())
        .contains(
            Optional.of(TcpState.SYN_RECV),
            Optional.of(TcpState.ESTABLISHED),
            Optional.of(TcpState.FIN_WAIT),
            Optional.of(TcpState.TIME_WAIT));
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            FlowEvent.Destroyed.class,
            event -> assertThat(event.flow().original()).hasToString("17 10.0.0.3:1 > 10.0.0.4:2"));
  }

  /** The tool names both directions; the original one is enough. */
  @Test
  void requestsAreThoseOfTheTool() throws Exception {
    FlowTuple tuple = new FlowTuple(address("10.0.0.1"), address("10.0.0.2"), 6, 1000, 80);
    Captured get = of("conntrack -G -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 1000 --dport 80");
    NetlinkMessage ours = ConntrackRequests.get(tuple, 0);
    assertThat(ours.type()).isEqualTo(type(get.sent().get(0)));
    assertThat(hex(get.sent().get(0)).substring(32)).startsWith(hex(ours.payload()));

    Captured list = of("conntrack -L -f ipv6");
    NetlinkMessage ipv6 = ConntrackRequests.list(FlowFilter.builder().ipv6(true).build());
    assertThat(ipv6.type()).isEqualTo(type(list.sent().get(0)));
    assertThat(hex(ipv6.payload())).isEqualTo(hex(list.sent().get(0)).substring(32));
    assertThat(hex(ConntrackRequests.list(FlowFilter.ALL).payload()))
        .isEqualTo(hex(of("conntrack -L").sent().get(0)).substring(32));

    Captured flush = of("conntrack -F");
    assertThat(ConntrackRequests.flush().type()).isEqualTo(type(flush.sent().get(0)));
    assertThat(hex(ConntrackRequests.flush().payload()))
        .isEqualTo(hex(flush.sent().get(0)).substring(32));

    for (String change : List.of("-m 9", "-t 500")) {
      Captured update =
          of("conntrack -U -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 1000 --dport 80 " + change);
      byte[] sent = update.sent().get(1);
      NetlinkMessage request =
          ConntrackRequests.update(
              tuple, 0, change.startsWith("-m") ? FlowUpdate.mark(9) : FlowUpdate.timeout(500));
      assertThat(request.type()).isEqualTo(type(sent));
      assertThat(hex(sent).substring(32)).startsWith(hex(request.payload()));
    }

    Captured delete = of("conntrack -D -p tcp -s 10.0.0.1 -d 10.96.0.10");
    byte[] sent = delete.sent().get(delete.sent().size() - 1);
    Flow flow =
        flows(delete).stream()
            .filter(f -> f.original().sourcePort() == 1003)
            .findFirst()
            .orElseThrow();
    NetlinkMessage request = ConntrackRequests.delete(flow);
    assertThat(request.type()).isEqualTo(type(sent));
    String whole = hex(request.payload());
    String tupleAlone = whole.substring(0, whole.length() - 16); // behind it our CTA_ID
    assertThat(hex(sent).substring(32)).startsWith(tupleAlone);
    assertThat(delete.received())
        .extracting(ConntrackCaptureTest::hex)
        .anyMatch(message -> message.contains(whole.substring(tupleAlone.length())));
  }

  @Test
  void cutAndChangedBytesEndInTheDeclaredExceptionOnly() throws Exception {
    Set<Integer> lengths = new HashSet<>();
    List<byte[]> samples = new ArrayList<>();
    for (Captured captured : all()) {
      for (byte[] message : captured.received()) {
        byte[] content = content(message).rest();
        samples.add(content);
        if (lengths.add(content.length)) {
          Mutations.everyCutAndByte(content, in -> FlowCodec.decode(0x100, in));
        }
      }
    }
    assertThat(lengths).hasSizeGreaterThan(4);
    assertThat(Mutations.random(samples, in -> FlowCodec.decodeEvent(0x102, 0, in), 3, 5))
        .isPositive();
  }

  @Test
  void aFlowOfOneDirectionIsNone() {
    AttributeWriter out = new AttributeWriter().rawU8(2).rawU8(0).rawU16(0);
    assertThatThrownBy(() -> FlowCodec.decode(0x100, Mutations.reader(out.toBytes())))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("lacks one of its directions");
  }
}
