package io.kuberouter.route.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.netlink.Mutations;
import io.kuberouter.route.FouPort;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By {@code linux/fou.h}: the port in network order, the rest single bytes. */
class FouCodecTest {

  @ParameterizedTest
  @CsvSource({
    "false, 5555, 4, false, 06000100 15b30000 05000200 02000000 05000300 04000000 05000400"
        + " 01000000",
    "true, 5557, 47, false, 06000100 15b50000 05000200 0a000000 05000300 2f000000 05000400"
        + " 01000000",
    "false, 5556, 0, true, 06000100 15b40000 05000200 02000000 05000400 02000000"
  })
  void aPortIsTheseBytes(boolean ipv6, int port, int protocol, boolean generic, String attributes)
      throws Exception {
    FouPort value = new FouPort(ipv6, port, protocol, generic);
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "written for a little-endian host");
    byte[] bytes = HexFormat.of().parseHex("01010000" + attributes.replace(" ", ""));
    assertThat(FouCodec.add(value)).isEqualTo(bytes);
    assertThat(FouCodec.decode(Mutations.reader(bytes))).isEqualTo(value);
    assertThat(HexFormat.of().formatHex(FouCodec.delete(value)))
        .isEqualTo("02010000" + attributes.replace(" ", "").substring(0, 32));
    Mutations.everyCutAndByte(bytes, FouCodec::decode);
    assertThat(Mutations.random(List.of(bytes), FouCodec::decode, 42, 10)).isPositive();
  }
}
