package io.kuberouter.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.netlink.GenericFamily;
import io.kuberouter.netlink.Mutations;
import io.kuberouter.netlink.NetlinkMessage;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code genl ctrl get name nlctrl} of iproute2 6.1.0, by strace, on Linux 6.18. */
class FamilyCodecTest {

  private static final byte[] ANSWER =
      HexFormat.of()
          .parseHex(
              "010200000b0002006e6c6374726c000006000100100000000800030002000000080004000000000008"
                  + "000500000000002c000600140001000800010003000000080002000e0000001400020008000100"
                  + "0a000000080002000c0000001c0007001800010008000200100000000b0001006e6f7469667900"
                  + "00");

  @BeforeEach
  void theBytesAreThoseOfALittleEndianHost() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "captured on a little-endian host");
  }

  @Test
  void theQuestionIsThatOfGenl() {
    NetlinkMessage question = FamilyCodec.get("nlctrl");
    assertThat(question.type()).isEqualTo(16);
    assertThat(HexFormat.of().formatHex(question.payload()))
        .isEqualTo("03010000" + "0b0002006e6c6374726c0000"); // genl leaves the version 0
  }

  @Test
  void theAnswerIsAFamily() throws Exception {
    assertThat(FamilyCodec.decode(Mutations.reader(ANSWER)))
        .isEqualTo(new GenericFamily("nlctrl", 16, 2, 0, 0, Set.of(3, 10), Map.of("notify", 16)));
  }

  @Test
  void whateverBytesAreReadOrRefusedInOneWay() {
    Mutations.everyCutAndByte(ANSWER, FamilyCodec::decode);
    assertThat(Mutations.random(List.of(ANSWER), FamilyCodec::decode, 42, 10)).isPositive();
  }
}
