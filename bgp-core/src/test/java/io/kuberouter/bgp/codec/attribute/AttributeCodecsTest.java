package io.kuberouter.bgp.codec.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.codec.CodecSamples;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributeCodecsTest {

  private static final SessionParameters SESSION = CodecSamples.session(false);

  private static byte[] value(String sample) {
    byte[] all = HexFormat.of().parseHex(sample.replace(" ", ""));
    return Arrays.copyOfRange(all, 3, all.length);
  }

  @Test
  void everyAttributeIsInTheOneListAndAmongTheSamples() {
    Set<Class<?>> permitted =
        new LinkedHashSet<>(List.of(PathAttribute.class.getPermittedSubclasses()));
    Set<Class<?>> sampled = new LinkedHashSet<>();
    CodecSamples.attributes().values().forEach(a -> sampled.add(a.getClass()));
    assertThat(sampled).isEqualTo(permitted);
    permitted.remove(UnknownAttribute.class);
    List<Class<?>> listed = new ArrayList<>();
    AttributeCodecs.all().forEach(codec -> listed.add(codec.valueClass()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(permitted);
    assertThat(AttributeCodecs.all().stream().map(AttributeCodec::type))
        .containsExactlyInAnyOrder(AttributeType.values());
  }

  @Test
  void octetsAndValuesAgreeBothWays() throws Exception {
    for (var sample : CodecSamples.attributes().entrySet()) {
      AttributeCodec<PathAttribute> codec = AttributeCodecs.of(sample.getValue());
      if (codec == null) {
        assertThat(sample.getValue()).isInstanceOf(UnknownAttribute.class);
        continue;
      }
      byte[] octets = value(sample.getKey());
      assertThat(codec.decode(ByteBuffer.wrap(octets), SESSION))
          .as(sample.getKey())
          .isEqualTo(sample.getValue());
      ByteBuffer out = ByteBuffer.allocate(256);
      codec.encode(sample.getValue(), out, SESSION);
      assertThat(Arrays.copyOf(out.array(), out.position())).as(sample.getKey()).isEqualTo(octets);
    }
  }

  @Test
  void everyTruncationIsMalformedUnlessItIsAnotherValue() {
    for (var sample : CodecSamples.attributes().entrySet()) {
      AttributeCodec<?> codec = AttributeCodecs.of(sample.getValue().typeCode());
      if (codec == null) {
        continue;
      }
      byte[] octets = value(sample.getKey());
      for (int cut = 0; cut < octets.length; cut++) {
        ByteBuffer head = ByteBuffer.wrap(octets, 0, cut);
        try {
          assertThat(codec.decode(head, SESSION)).isNotEqualTo(sample.getValue());
          assertThat(head.hasRemaining()).isFalse();
        } catch (MalformedAttributeException e) {
          assertThat(e.detail()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void everyOneOctetChangeIsReadOrDeclaredMalformed() {
    for (var sample : CodecSamples.attributes().entrySet()) {
      AttributeCodec<?> codec = AttributeCodecs.of(sample.getValue().typeCode());
      if (codec == null) {
        continue;
      }
      byte[] octets = value(sample.getKey());
      for (int at = 0; at < octets.length; at++) {
        for (int change = 0; change < 256; change++) {
          byte[] changed = octets.clone();
          changed[at] = (byte) change;
          try {
            assertThat(codec.decode(ByteBuffer.wrap(changed), SESSION)).isNotNull();
          } catch (MalformedAttributeException e) {
            assertThat(e.subcode()).isNotNull();
          }
        }
      }
    }
  }

  @Test
  void rfc7607TheValueZeroIsReserved() {
    for (String zero : List.of("02 01 00000000", "02 02 00000001 00000000")) {
      byte[] octets = HexFormat.of().parseHex(zero.replace(" ", ""));
      assertThatThrownBy(() -> new AsPathCodec().decode(ByteBuffer.wrap(octets), SESSION))
          .isInstanceOf(MalformedAttributeException.class)
          .hasMessage("AS 0");
    }
    assertThatThrownBy(() -> new AggregatorCodec().decode(ByteBuffer.wrap(new byte[8]), SESSION))
        .hasMessage("AS 0");
    assertThatThrownBy(() -> new As4AggregatorCodec().decode(ByteBuffer.wrap(new byte[8]), SESSION))
        .hasMessage("AS 0");
  }
}
