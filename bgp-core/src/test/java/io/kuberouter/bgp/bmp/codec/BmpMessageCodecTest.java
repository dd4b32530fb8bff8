package io.kuberouter.bgp.bmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.bmp.RouteMonitoring;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.StatisticsReport;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BmpMessageCodecTest {

  private static BmpMessage decode(byte[] octets) throws BmpFormatException {
    return BmpMessageCodec.decode(ByteBuffer.wrap(octets));
  }

  private static List<byte[]> corpus() {
    return BmpSamples.messages().keySet().stream().map(h -> BmpSamples.hex(h).toArray()).toList();
  }

  @Test
  void octetsAndValuesAgreeBothWays() throws Exception {
    for (var sample : BmpSamples.messages().entrySet()) {
      OctetString octets = BmpSamples.hex(sample.getKey());
      assertThat(decode(octets.toArray())).as(sample.getKey()).isEqualTo(sample.getValue());
      assertThat(OctetString.take(BmpMessageCodec.encode(sample.getValue()))).isEqualTo(octets);
    }
  }

  @Test
  void everyMessageAndStatisticIsAmongTheSamples() {
    Set<Class<?>> messages = new LinkedHashSet<>();
    Set<Class<?>> statistics = new LinkedHashSet<>();
    for (BmpMessage message : BmpSamples.messages().values()) {
      messages.add(message.getClass());
      if (message instanceof StatisticsReport report) {
        report.statistics().forEach(s -> statistics.add(s.getClass()));
      }
    }
    assertThat(messages).containsExactlyInAnyOrder(BmpMessage.class.getPermittedSubclasses());
    assertThat(statistics).containsExactlyInAnyOrder(Statistic.class.getPermittedSubclasses());
  }

  @Test
  void everyTruncationIsRefused() {
    for (byte[] whole : corpus()) {
      for (int cut = 0; cut < whole.length; cut++) {
        byte[] head = Arrays.copyOf(whole, cut);
        assertThatThrownBy(() -> decode(head)).isInstanceOf(BmpFormatException.class);
      }
    }
  }

  private static boolean survives(byte[] octets) {
    try {
      BmpMessage message = decode(octets);
      assertThat(BmpMessageCodec.decode(BmpMessageCodec.encode(message))).isEqualTo(message);
      return true;
    } catch (BmpFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  /** With the length set to what is left: then fields are missing, not the message's end. */
  @Test
  void everyMessageThatIsShorterIsRefusedOrAnother() {
    int refused = 0;
    for (byte[] whole : corpus()) {
      for (int cut = BmpMessageCodec.HEADER; cut < whole.length; cut++) {
        byte[] head = Arrays.copyOf(whole, cut);
        ByteBuffer.wrap(head).putInt(1, cut);
        refused += survives(head) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(900);
  }

  @Test
  void everyOneOctetChangeEndsInAMessageOrTheDeclaredException() {
    for (byte[] whole : corpus()) {
      for (int at = 0; at < whole.length; at++) {
        for (int value = 0; value < 256; value += at < 60 ? 1 : 17) {
          byte[] changed = whole.clone();
          changed[at] = (byte) value;
          survives(changed);
        }
      }
    }
  }

  @Test
  void whateverOctets() {
    Random random = new Random(7854);
    List<byte[]> corpus = corpus();
    long end = System.nanoTime() + (Long.getLong("fuzz.millis", 300) * 1_000_000);
    while (System.nanoTime() < end) {
      byte[] octets = corpus.get(random.nextInt(corpus.size())).clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      octets = Arrays.copyOf(octets, Math.max(6, octets.length - random.nextInt(4)));
      octets[0] = 3;
      ByteBuffer.wrap(octets).putInt(1, octets.length);
      survives(octets);
    }
  }

  @Test
  void whatIsRefusedIsNamed() {
    assertThatThrownBy(() -> decode(BmpSamples.hex("02 00000006 04").toArray()))
        .hasMessage("version 2, expected 3");
    assertThatThrownBy(() -> decode(BmpSamples.hex("03 00000005 04").toArray()))
        .hasMessage("length 5: 6 to 1048576");
    assertThatThrownBy(() -> decode(BmpSamples.hex("03 0000000a 04 00010003").toArray()))
        .hasMessage("information of type 1 needs 3 octets, of which 0 are there");
  }

  @Test
  void theLocRibIsAPeerOfItsOwn() throws Exception {
    PeerUp up =
        Pdus.locRibUp(
            BmpSamples.locRib(), List.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST));
    assertThat(up.peer().type()).isEqualTo(PeerHeader.LOC_RIB);
    OpenMessage open =
        (OpenMessage)
            MessageCodec.decode(up.sentOpen().buffer(), SessionParameters.plain(64512, 64512));
    assertThat(open.asn()).isEqualTo(64512);
    assertThat(open.families())
        .containsExactly(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
  }

  /** The A flag: with AS numbers of two octets the station must be told. */
  @Test
  void routesSayHowTheirAsNumbersAreRead() throws Exception {
    SessionParameters two = SessionParameters.plain(64512, 65000);
    PeerUp up = BmpSamples.up(false);
    SessionParameters four =
        SessionParameters.negotiate(
            (OpenMessage) MessageCodec.decode(up.sentOpen().buffer(), two),
            (OpenMessage) MessageCodec.decode(up.receivedOpen().buffer(), two));
    UpdateMessage update =
        (UpdateMessage) MessageCodec.decode(BmpSamples.hex(BmpSamples.UPDATE).buffer(), four);
    RouteMonitoring told = Pdus.routes(BmpSamples.peer(false), update, four);
    assertThat(told)
        .isEqualTo(new RouteMonitoring(BmpSamples.peer(false), BmpSamples.hex(BmpSamples.UPDATE)));
    RouteMonitoring old = Pdus.routes(BmpSamples.peer(false), update, two);
    assertThat(old.peer().has(PeerHeader.TWO_OCTET_AS)).isTrue();
    assertThat(MessageCodec.decode(old.update().buffer(), two)).isEqualTo(update);
  }

  @Test
  void whatCannotBeIsNotBuilt() {
    assertThatThrownBy(
            () ->
                new PeerHeader(
                    PeerHeader.GLOBAL,
                    PeerHeader.IPV6,
                    0,
                    IpAddresses.parse("192.0.2.1"),
                    1,
                    BmpSamples.locRib().identifier(),
                    0,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.1");
  }
}
