package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.ExtendedNextHopCapability;
import io.kuberouter.bgp.message.UnknownCapability;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityCodecTest {

  private static byte[] octets(String sample) {
    return HexFormat.of().parseHex(sample.replace(" ", ""));
  }

  @Test
  void everyCapabilityIsAmongTheSamples() {
    Set<Class<?>> sampled = new LinkedHashSet<>();
    CodecSamples.capabilities().values().forEach(c -> sampled.add(c.getClass()));
    assertThat(sampled).containsExactlyInAnyOrder(Capability.class.getPermittedSubclasses());
  }

  @Test
  void octetsAndValuesAgreeBothWays() throws Exception {
    for (var sample : CodecSamples.capabilities().entrySet()) {
      List<Capability> decoded = new ArrayList<>();
      CapabilityCodec.decode(ByteBuffer.wrap(octets(sample.getKey())), decoded);
      assertThat(decoded).as(sample.getKey()).containsExactly(sample.getValue());
      ByteBuffer out = ByteBuffer.allocate(64);
      CapabilityCodec.encode(sample.getValue(), out);
      assertThat(Arrays.copyOf(out.array(), out.position()))
          .as(sample.getKey())
          .isEqualTo(octets(sample.getKey()));
    }
  }

  @Test
  void everyTruncationAndEveryOneOctetChangeEndsInTheDeclaredExceptionOnly() {
    for (String sample : CodecSamples.capabilities().keySet()) {
      byte[] whole = octets(sample);
      for (int cut = 0; cut <= whole.length; cut++) {
        declared(Arrays.copyOf(whole, cut));
      }
      for (int at = 0; at < whole.length; at++) {
        for (int change = 0; change < 256; change++) {
          byte[] changed = whole.clone();
          changed[at] = (byte) change;
          declared(changed);
        }
      }
    }
  }

  private static void declared(byte[] octets) {
    try {
      CapabilityCodec.decode(ByteBuffer.wrap(octets), new ArrayList<>());
    } catch (BgpProtocolException e) {
      assertThat(e.notification().code()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "49 03 01 ff 00", // no UTF-8, so that it could not be written as it came
        "49 04 01 61 01 ff",
        "49 02 01 61",
        "49 00",
        "4b 02 01 80",
        "4b 01 01",
        "09 02 00 00",
        "01 03 0001 00",
        "40 01 00",
        "45 03 0001 01",
        "47 06 0001 01 80 0e10",
        "05 05 0001 0001 00"
      })
  void aCapabilityOfAnotherFormIsKeptAsItCame(String text) throws Exception {
    List<Capability> decoded = new ArrayList<>();
    CapabilityCodec.decode(ByteBuffer.wrap(octets(text)), decoded);
    assertThat(decoded).hasSize(1).allMatch(UnknownCapability.class::isInstance);
    ByteBuffer out = ByteBuffer.allocate(64);
    CapabilityCodec.encode(decoded.get(0), out);
    assertThat(Arrays.copyOf(out.array(), out.position())).isEqualTo(octets(text));
  }

  /** RFC 8950 section 4: the SAFI has two octets there, of which the first is of no family. */
  @Test
  void aSafiAbove255IsNotThatOfItsLowerOctet() throws Exception {
    List<Capability> decoded = new ArrayList<>();
    CapabilityCodec.decode(ByteBuffer.wrap(octets("05 0c 0001 0101 0002 0001 0002 0002")), decoded);
    assertThat(decoded)
        .containsExactly(
            new ExtendedNextHopCapability(
                List.of(
                    new ExtendedNextHopCapability.Entry(AddressFamily.of(Afi.IPV4, 2), Afi.IPV6))));
  }

  /** RFC 7911 section 4: "the capability SHOULD be treated as not understood and ignored". */
  @ParameterizedTest
  @ValueSource(strings = {"0001 01 00", "0001 01 04", "0001 01 ff"})
  void anAddPathCapabilityWithAnotherModeIsNotUnderstood(String wrong) throws Exception {
    String value = "0002 01 03" + wrong + "0001 02 02";
    List<Capability> decoded = new ArrayList<>();
    CapabilityCodec.decode(ByteBuffer.wrap(octets("45 0c" + value)), decoded);
    assertThat(decoded).containsExactly(new UnknownCapability(69, OctetString.of(octets(value))));
  }
}
