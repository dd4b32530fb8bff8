package io.kuberouter.bgp.mrt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.MrtBody;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MrtRecordCodecTest {

  private static byte[] encode(MrtRecord record) {
    ByteBuffer out = ByteBuffer.allocate(MrtRecordCodec.length(record));
    MrtRecordCodec.encode(record, out);
    assertThat(out.hasRemaining()).isFalse();
    return out.array();
  }

  private static MrtRecord decode(byte[] octets) throws MrtFormatException {
    return MrtRecordCodec.decode(ByteBuffer.wrap(octets));
  }

  private static List<byte[]> corpus() {
    return MrtSamples.records().keySet().stream().map(h -> MrtSamples.hex(h).toArray()).toList();
  }

  @Test
  void octetsAndValuesAgreeBothWays() throws Exception {
    for (var sample : MrtSamples.records().entrySet()) {
      byte[] octets = MrtSamples.hex(sample.getKey()).toArray();
      assertThat(decode(octets)).as(sample.getKey()).isEqualTo(sample.getValue());
      assertThat(OctetString.of(encode(sample.getValue()))).isEqualTo(OctetString.of(octets));
    }
  }

  @Test
  void everyRecordIsAmongTheSamples() {
    Set<Class<?>> sampled = new LinkedHashSet<>();
    MrtSamples.records().values().forEach(r -> sampled.add(r.body().getClass()));
    assertThat(sampled).containsExactlyInAnyOrder(MrtBody.class.getPermittedSubclasses());
  }

  @Test
  void everyTruncationIsRefused() {
    for (byte[] whole : corpus()) {
      for (int cut = 0; cut < whole.length; cut++) {
        byte[] head = Arrays.copyOf(whole, cut);
        assertThatThrownBy(() -> decode(head)).isInstanceOf(MrtFormatException.class);
      }
    }
  }

  /** With the length set to what is left: then fields are missing, not the record's end. */
  @Test
  void everyRecordThatIsShorterIsRefusedOrAnother() throws Exception {
    int refused = 0;
    for (byte[] whole : corpus()) {
      for (int cut = MrtRecordCodec.HEADER; cut < whole.length; cut++) {
        byte[] head = Arrays.copyOf(whole, cut);
        ByteBuffer.wrap(head).putInt(8, cut - MrtRecordCodec.HEADER);
        refused += survives(head) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(900);
  }

  /** Whatever is decoded means the same after it is encoded, and can be asked for its routes. */
  private static boolean survives(byte[] octets) {
    try {
      MrtRecord record = decode(octets);
      assertThat(decode(encode(record))).isEqualTo(record);
      routes(record.body());
      return true;
    } catch (MrtFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  private static int routes(MrtBody body) throws MrtFormatException {
    int routes = 0;
    try {
      if (body instanceof RibRecord rib) {
        for (RibEntry entry : rib.entries()) {
          routes += MrtRoutes.update(rib, entry).announcements().size();
        }
      } else if (body instanceof TableDumpRecord route) {
        routes += MrtRoutes.update(route).announcements().size();
      } else if (body instanceof Bgp4mpMessage message) {
        MrtMessages.decode(message);
        routes += MrtMessages.update(message).map(u -> u.announcements().size()).orElse(0);
      }
    } catch (BgpProtocolException e) {
      assertThat(e.text()).isNotBlank();
    } catch (MrtFormatException e) {
      assertThat(body).isInstanceOf(Bgp4mpMessage.class);
    }
    return routes;
  }

  @Test
  void everyOneOctetChangeEndsInARecordOrTheDeclaredException() {
    for (byte[] whole : corpus()) {
      for (int at = 0; at < whole.length; at++) {
        for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, whole[at] ^ 1, whole[at] + 1}) {
          byte[] changed = whole.clone();
          changed[at] = (byte) value;
          survives(changed);
        }
      }
    }
  }

  @Test
  void whateverOctets() {
    Random random = new Random(6396);
    List<byte[]> corpus = corpus();
    long end = System.nanoTime() + (Long.getLong("fuzz.millis", 500) * 1_000_000);
    while (System.nanoTime() < end) {
      byte[] octets = corpus.get(random.nextInt(corpus.size())).clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      octets = Arrays.copyOf(octets, Math.max(12, octets.length - random.nextInt(4)));
      ByteBuffer.wrap(octets).putInt(8, octets.length - MrtRecordCodec.HEADER);
      survives(octets);
    }
  }

  @Test
  void theRoutesOfDumpsAreRead() throws Exception {
    List<String> read = new ArrayList<>();
    for (MrtRecord record : MrtSamples.records().values()) {
      DecodedUpdate update;
      if (record.body() instanceof RibRecord rib && !rib.multicast()) {
        update = MrtRoutes.update(rib, rib.entries().get(0));
      } else if (record.body() instanceof TableDumpRecord route
          && route.attributes().length() > 0) {
        update = MrtRoutes.update(route);
      } else {
        continue;
      }
      assertThat(update.faults()).isEmpty();
      UpdateMessage.Announcement one = update.announcements().get(0);
      read.add(
          one.nlri()
              + " "
              + one.attributes().asPath()
              + " "
              + one.attributes().nextHop().map(h -> IpAddresses.text(h.address())).orElse("-"));
    }
    assertThat(read)
        .containsExactly(
            "[198.51.100.0/24] 65000 192.0.2.1",
            "[2001:db8::/33] 65000 2001:db8::1",
            "[198.51.100.0/24] 65000 192.0.2.1",
            "[::/0] 65000 2001:db8::1",
            "[198.51.100.0/24] 65000 192.0.2.1");
  }

  @Test
  void anIpv6RouteWithoutMpReachIsNotAnnounced() throws Exception {
    RibEntry entry = new RibEntry(0, 0, MrtSamples.hex("40010100 400206 0201 0000fde8"));
    Prefix prefix = Prefix.parse("2001:db8::/32");
    DecodedUpdate update =
        MrtRoutes.update(new RibRecord(false, false, 0, prefix, List.of(entry)), entry);
    assertThat(update.faults()).hasToString("[MP_REACH_NLRI: missing (treated as withdraw)]");
    assertThat(update.announcements()).isEmpty();
    assertThat(update.message().attributes().asPath()).hasToString("65000");
  }

  /** Some writers leave MP_REACH_NLRI whole in TABLE_DUMP_V2. */
  @Test
  void aWholeMpReachIsReadToo() throws Exception {
    OctetString attributes =
        MrtSamples.hex(
            "40010100 400206 0201 0000fde8 800e1a 0002 01 10 20010db8000000000000000000000001 00"
                + " 20 20010db8");
    Prefix prefix = Prefix.parse("2001:db8::/32");
    RibEntry entry = new RibEntry(0, 0, attributes);
    RibRecord rib = new RibRecord(false, false, 0, prefix, List.of(entry));
    UpdateMessage.Announcement one = MrtRoutes.update(rib, entry).announcements().get(0);
    assertThat(one.nlri().prefixes()).containsExactly(prefix);
    assertThat(one.attributes().nextHop()).contains(new NextHop(IpAddresses.parse("2001:db8::1")));
  }

  @Test
  void attributesOfBothFamiliesAreWrittenAndReadBack() throws Exception {
    for (NextHop hop :
        List.of(
            new NextHop(IpAddresses.parse("192.0.2.1")),
            new NextHop(IpAddresses.parse("2001:db8::1")),
            new NextHop(
                IpAddresses.parse("2001:db8::1"), Optional.of(IpAddresses.parse("fe80::1"))))) {
      PathAttributes attributes =
          PathAttributes.of(
              Origin.IGP,
              AsPath.sequence(4_200_000_000L, 65000),
              hop,
              new LocalPref(200),
              new Communities(List.of(Community.of(64512, 1))));
      Prefix prefix = Prefix.parse(hop.isIpv6() ? "2001:db8:7::/48" : "198.51.100.0/24");
      RibEntry entry = new RibEntry(0, 0, MrtRoutes.attributes(attributes));
      RibRecord rib = new RibRecord(false, false, 0, prefix, List.of(entry));
      DecodedUpdate update = MrtRoutes.update(rib, entry);
      assertThat(update.faults()).isEmpty();
      assertThat(update.announcements().get(0).attributes()).isEqualTo(attributes);
    }
  }

  @Test
  void whatCannotBeIsNotBuilt() {
    assertThatThrownBy(
            () -> new MrtRecord(1L << 32, MrtSamples.records().values().iterator().next().body()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new RibRecord(
                    false,
                    false,
                    0,
                    Prefix.parse("0.0.0.0/0"),
                    List.of(new RibEntry(0, 0, 7, OctetString.EMPTY))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without add-path");
  }
}
