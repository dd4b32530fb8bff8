package io.kuberouter.bgp.bmp.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.Tshark;
import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.bmp.UnknownBmpMessage;
import io.kuberouter.bgp.bmp.codec.BmpMessageCodec;
import io.kuberouter.bgp.bmp.codec.BmpSamples;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark dissects what we send; pmacct's station takes it. */
class BmpInteropTest {

  @TempDir private Path folder;

  /** All but what only we keep: an unknown message, and an unknown statistic. */
  private static List<BmpMessage> messages() {
    return BmpSamples.messages().values().stream()
        .filter(m -> !(m instanceof UnknownBmpMessage))
        .map(m -> m instanceof StatisticsReport report ? known(report) : m)
        .toList();
  }

  private static StatisticsReport known(StatisticsReport report) {
    return new StatisticsReport(
        report.peer(),
        report.statistics().stream().filter(s -> !(s instanceof Statistic.Unknown)).toList());
  }

  /** tshark 4.0 takes information behind the OPENs for a third BGP message. */
  private static PeerUp bare(PeerUp up) {
    return new PeerUp(
        up.peer(),
        up.local(),
        up.localPort(),
        up.remotePort(),
        up.sentOpen(),
        up.receivedOpen(),
        List.of());
  }

  @Test
  void tsharkDissectsEveryMessage() throws Exception {
    List<byte[]> payloads = new ArrayList<>();
    for (BmpMessage told : messages()) {
      BmpMessage message = told instanceof PeerUp up ? bare(up) : told;
      payloads.add(OctetString.take(BmpMessageCodec.encode(message)).toArray());
    }
    String out = Tshark.dissect(folder, Tshark.Carrier.TCP, 11019, "bmp", payloads);
    assertThat(out).doesNotContain("Malformed").doesNotContain("[Expert Info (Error");
    long seen = out.lines().filter(l -> l.startsWith("BGP Monitoring Protocol")).count();
    assertThat(seen).isEqualTo(messages().size());
    assertThat(out)
        .contains("BGP Monitoring Protocol, Type Initiation Message")
        .contains("BGP Monitoring Protocol, Type Peer Up Notification")
        .contains("BGP Monitoring Protocol, Type Route Monitoring")
        .contains("BGP Monitoring Protocol, Type Statistics Report")
        .contains("BGP Monitoring Protocol, Type Route Mirroring")
        .contains("BGP Monitoring Protocol, Type Peer Down Notification")
        .contains("BGP Monitoring Protocol, Type Termination Message")
        .contains("Address: 2001:db8::2")
        .contains("Address: 192.0.2.2")
        .contains("Loc-RIB Instance Peer (3)")
        .contains("198.51.100.0/24")
        .contains("2001:db8:51::/48");
  }

  /** A real station logs what it was told as JSON. */
  @Test
  void pmacctTakesWhatTheSenderTells() throws Exception {
    try (Pmacct station = Pmacct.on("127.0.18.61", folder)) {
      List<BmpMessage> all = messages();
      try (BmpSender sender = sender(station, all)) {
        Await.until("all is sent", () -> sender.sent() == all.size() - 1);
      }
      Await.until("the end is logged", () -> station.told().contains("\"term\""));
      assertThat(station.told() + station.words())
          .contains("\"bmp_msg_type\": \"init\"")
          .contains("\"bmp_msg_type\": \"peer_up\"")
          .contains("\"bmp_msg_type\": \"route_monitor\"")
          .contains("\"bmp_msg_type\": \"stats\"")
          .contains("\"bmp_msg_type\": \"peer_down\"")
          .contains("\"bmp_msg_type\": \"term\"")
          .contains("\"ip_prefix\": \"198.51.100.0/24\"")
          .contains("\"ip_prefix\": \"2001:db8:51::/48\"")
          .contains("\"peer_ip\": \"2001:db8::2\"");
    }
  }

  /** The last message is the sender's own. */
  private static BmpSender sender(Pmacct station, List<BmpMessage> all) {
    return BmpSender.start(
        new TcpBmpTransport(station.address(), Duration.ofSeconds(2)),
        (Initiation) all.get(0),
        sink -> {
          for (BmpMessage message : all.subList(1, all.size() - 1)) {
            sink.accept(message);
          }
        },
        new ReconnectDelay(Duration.ofMillis(100), Duration.ofMillis(200)),
        10,
        new Random(1));
  }

  /** What the samples are made of is what goes over the wire. */
  @Test
  void nothingIsLongerThanItSays() throws Exception {
    for (BmpMessage message : messages()) {
      ByteBuffer octets = BmpMessageCodec.encode(message);
      assertThat(BmpMessageCodec.length(octets)).isEqualTo(octets.remaining());
    }
  }
}
