package io.kuberouter.netfilter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netfilter.ipset.codec.IpSetCodec;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetEntryTest {

  /** What would become another number on its way is no entry. */
  @Test
  void whatDoesNotFitIntoItsAttributeIsRefused() {
    List<Consumer<SetEntry.Builder>> wrong =
        List.of(
            b -> b.length(129),
            b -> b.length2(-1),
            b -> b.port(256, 80),
            b -> b.port(6, 65536),
            b -> b.portTo(65536),
            b -> b.mark(1L << 32),
            b -> b.timeout(-1),
            b -> b.mac("00:11:22:aa:bb"),
            b -> b.mac("00-11-22-aa-bb-cc"),
            b -> b.comment("é".repeat(128)),
            b -> b.comment("a\0b"),
            b -> b.device("a-device-too-long"),
            b -> b.skbInfo(new SetEntry.SkbInfo(0, 0, 1L << 32, 0)),
            b -> b.skbInfo(new SetEntry.SkbInfo(0, 0, 0, 65536)));
    for (int i = 0; i < wrong.size(); i++) {
      Consumer<SetEntry.Builder> change = wrong.get(i);
      assertThatThrownBy(
              () -> {
                SetEntry.Builder builder = SetEntry.builder();
                change.accept(builder);
                builder.build();
              })
          .as("entry " + i)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(SetEntry.builder().comment("é".repeat(127)).mac("00:11:22:AA:bb:cc").build())
        .isNotNull();
  }

  @Test
  void aDefinitionWhoseNumbersDoNotFitIsRefused() {
    List<Consumer<SetDefinition.Builder>> wrong =
        List.of(
            b -> b.timeout(1L << 32),
            b -> b.maxElements(-1),
            b -> b.markMask(1L << 32),
            b -> b.netmask(129),
            b -> b.bucketSize(256),
            b -> b.range(0, 65536));
    for (Consumer<SetDefinition.Builder> change : wrong) {
      SetDefinition.Builder builder = SetDefinition.builder("s", "hash:ip");
      change.accept(builder);
      assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The same from the kernel is the codec's declared exception. */
  @Test
  void anEntryOfTheKernelThatCannotBeIsMalformed() {
    AttributeWriter out = new AttributeWriter().rawU32(0).string(2, "s");
    out.nested(8, list -> list.nested(7, entry -> entry.u8(3, 129)));
    byte[] bytes = out.toBytes();
    assertThatThrownBy(() -> IpSetCodec.decode(new AttributeReader(bytes, 0, bytes.length)))
        .isInstanceOf(WireFormatException.class)
        .hasMessage("an entry with prefix length 129: 0 to 128");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash:ip,port | 10.0.0.1,icmp:8/0 | 2048",
        "hash:ip,port | fd00::1,icmpv6:128/0 | 32768",
        "hash:ip,port | 10.0.0.1,icmp:3/13 | 781",
        "hash:ip,port | 10.0.0.1,tcp:80 | 80",
        "bitmap:port | 80 | 80"
      })
  void typeAndCodeOfIcmpStandInThePortsPlace(String type, String text, int port) {
    SetEntry entry = SetEntryText.parse(type, text);
    assertThat(entry.port()).hasValue(port);
    assertThat(SetEntryText.format(entry)).isEqualTo(text);
  }
}
