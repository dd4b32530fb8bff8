package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.message.Capability;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
}
