package io.kuberouter.bgp.bfd.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.bgp.Tshark;
import io.kuberouter.bgp.bfd.AuthenticationSection;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.PacketFlag;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPacketCodecTest {

  /** The figure of RFC 5880 section 4.1, filled in by hand. */
  private static final String PLAIN = "20 40 03 18 00000001 00000000 000f4240 000f4240 00000000";

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static ControlPacket decode(byte[] octets) throws BfdPacketException {
    return ControlPacketCodec.decode(ByteBuffer.wrap(octets));
  }

  private static byte[] encode(ControlPacket packet) {
    ByteBuffer out = ByteBuffer.allocate(ControlPacketCodec.LONGEST);
    ControlPacketCodec.encode(packet, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static Map<String, ControlPacket> samples() {
    Map<String, ControlPacket> all = new LinkedHashMap<>();
    all.put(
        PLAIN,
        new ControlPacket(
            0, BfdState.DOWN, Set.of(), 3, 1, 0, 1_000_000, 1_000_000, 0, Optional.empty()));
    all.put(
        "23 e8 ff 18 ffffffff 80000000 ffffffff 00000001 0000c350",
        new ControlPacket(
            Diagnostic.NEIGHBOR_SIGNALED_SESSION_DOWN.code(),
            BfdState.UP,
            Set.of(PacketFlag.POLL, PacketFlag.CONTROL_PLANE_INDEPENDENT),
            255,
            -1,
            0x8000_0000,
            0xffff_ffffL,
            1,
            50_000,
            Optional.empty()));
    all.put(
        "27 12 01 18 00000002 00000003 00000004 00000005 00000006",
        new ControlPacket(
            Diagnostic.ADMINISTRATIVELY_DOWN.code(),
            BfdState.ADMIN_DOWN,
            Set.of(PacketFlag.FINAL, PacketFlag.DEMAND),
            1,
            2,
            3,
            4,
            5,
            6,
            Optional.empty()));
    all.put( // Simple Password: section 4.2, key 9, "abc"
        "3f 84 05 1e 00000002 00000003 00000004 00000005 00000006 01 06 09 616263",
        new ControlPacket(
            31,
            BfdState.INIT,
            Set.of(),
            5,
            2,
            3,
            4,
            5,
            6,
            Optional.of(new AuthenticationSection(1, OctetString.parseHex("09616263")))));
    return all;
  }

  @Test
  void octetsAndValuesAgreeBothWays() throws Exception {
    for (var sample : samples().entrySet()) {
      assertThat(decode(octets(sample.getKey()))).isEqualTo(sample.getValue());
      assertThat(encode(sample.getValue())).isEqualTo(octets(sample.getKey()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // what section 6.8.6 has discarded, in its order
    "VERSION,           40400318 00000001 00000000 000f4240 000f4240 00000000",
    "VERSION,           00400318 00000001 00000000 000f4240 000f4240 00000000",
    "TOO_SHORT,         20400317 00000001 00000000 000f4240 000f4240 00000000",
    "TOO_SHORT,         20440319 00000001 00000000 000f4240 000f4240 00000000 0103",
    "CUT,               20400319 00000001 00000000 000f4240 000f4240 00000000",
    "DETECT_MULTIPLIER, 20400018 00000001 00000000 000f4240 000f4240 00000000",
    "MULTIPOINT,        20410318 00000001 00000000 000f4240 000f4240 00000000",
    "MY_DISCRIMINATOR,  20400318 00000000 00000000 000f4240 000f4240 00000000",
    "POLL_AND_FINAL,    20700318 00000001 00000000 000f4240 000f4240 00000000",
    "AUTHENTICATION_LENGTH, 2044031b 00000001 00000000 000f4240 000f4240 00000000 010209",
    "VERSION,           00410017 00000000 00000000 000f4240 000f4240 00000000"
  })
  void whatIsDiscarded(Discard reason, String hex) {
    BfdPacketException e =
        catchThrowableOfType(BfdPacketException.class, () -> decode(octets(hex)));
    assertThat(e.reason()).isEqualTo(reason);
    assertThat(e).hasMessageStartingWith(reason.toString());
  }

  @Test
  void octetsBehindThePacketAreIgnored() throws Exception {
    assertThat(decode(octets(PLAIN + "ffff"))).isEqualTo(decode(octets(PLAIN)));
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(samples().values().toString()).doesNotContain("616263").contains("type 1, 4 octets");
  }

  @Test
  void everyTruncationIsRefused() {
    for (String hex : samples().keySet()) {
      byte[] whole = octets(hex);
      for (int cut = 0; cut < whole.length; cut++) {
        byte[] head = Arrays.copyOf(whole, cut);
        BfdPacketException e = catchThrowableOfType(BfdPacketException.class, () -> decode(head));
        assertThat(e.reason()).isEqualTo(Discard.CUT);
      }
    }
  }

  /** Decoded as something that encodes to the same octets, or refused: nothing else. */
  private static void survives(byte[] octets) {
    try {
      ControlPacket packet = decode(octets);
      assertThat(decode(encode(packet))).isEqualTo(packet);
    } catch (BfdPacketException e) {
      assertThat(EnumSet.allOf(Discard.class)).contains(e.reason());
    }
  }

  @Test
  void everyOneOctetChangeEndsInAPacketOrTheDeclaredException() {
    for (String hex : samples().keySet()) {
      byte[] whole = octets(hex);
      for (int at = 0; at < whole.length; at++) {
        for (int value = 0; value < 256; value++) {
          byte[] changed = whole.clone();
          changed[at] = (byte) value;
          survives(changed);
        }
      }
    }
  }

  @Test
  void whateverOctets() {
    Random random = new Random(5880);
    long end = System.nanoTime() + (Long.getLong("fuzz.millis", 300) * 1_000_000);
    while (System.nanoTime() < end) {
      byte[] octets = new byte[random.nextInt(64)];
      random.nextBytes(octets);
      if (octets.length > 3) {
        octets[0] = (byte) ((octets[0] & 0x1f) | 0x20);
        octets[3] = (byte) (random.nextBoolean() ? octets.length : octets[3]);
      }
      survives(octets);
    }
  }

  @Test
  void tsharkReadsEveryPacket(@TempDir Path folder) throws Exception {
    List<byte[]> payloads = samples().values().stream().map(p -> encode(p)).toList();
    String out = Tshark.dissect(folder, Tshark.Carrier.UDP, 3784, "bfd", payloads, "-O", "bfd");
    assertThat(out).doesNotContain("Malformed").doesNotContain("Expert Info");
    String text = out.replaceAll("\\s+", " ");
    assertThat(text)
        .contains("State: Down (0x1)")
        .contains("Neighbor Signaled Session Down (0x03)")
        .contains("Detect Time Multiplier: 255")
        .contains("My Discriminator: 0xffffffff")
        .contains("Your Discriminator: 0x80000000")
        .contains("Desired Min TX Interval: 1000 ms (1000000 us)")
        .contains("Required Min Echo Interval: 50 ms (50000 us)")
        .contains("Administratively Down (0x07)")
        .contains("Authentication: Simple Password");
  }
}
