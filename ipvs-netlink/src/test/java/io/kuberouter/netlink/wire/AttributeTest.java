package io.kuberouter.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.netlink.Mutations;
import io.kuberouter.netlink.UnknownAttribute;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes as literal bytes, both ways. */
class AttributeTest {

  @BeforeEach
  void theBytesAreThoseOfALittleEndianHost() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "written for a little-endian host");
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static AttributeReader first(String text) throws WireFormatException {
    AttributeReader in = Mutations.reader(hex(text));
    assertThat(in.next()).isTrue();
    return in;
  }

  @Test
  void theNameOfAMethodIsTheByteOrder() throws Exception {
    AttributeWriter out =
        new AttributeWriter()
            .u8(1, 0xfe)
            .u16(2, 0xfedc)
            .be16(3, 0xfedc)
            .u32(4, 0xfedcba98L)
            .be32(5, 0xfedcba98)
            .u64(6, 0xfedcba9876543210L)
            .be64(7, 0xfedcba9876543210L)
            .string(8, "eth0")
            .address(9, InetAddress.getByName("10.0.0.1"))
            .flag(10);
    assertThat(out.toBytes())
        .isEqualTo(
            hex(
                "05000100 fe000000 06000200 dcfe0000 06000300 fedc0000 08000400 98badcfe"
                    + "08000500 fedcba98 0c000600 1032547698badcfe 0c000700 fedcba9876543210"
                    + "09000800 6574683000000000 08000900 0a000001 04000a00"));
    assertThat(first("05000100 fe000000").u8()).isEqualTo(0xfe);
    assertThat(first("06000200 dcfe0000").u16()).isEqualTo(0xfedc);
    assertThat(first("06000300 fedc0000").be16()).isEqualTo(0xfedc);
    assertThat(first("08000400 98badcfe").u32()).isEqualTo(0xfedcba98L);
    assertThat(first("08000500 fedcba98").be32()).isEqualTo(0xfedcba98);
    assertThat(first("0c000600 1032547698badcfe").u64()).isEqualTo(0xfedcba9876543210L);
    assertThat(first("0c000700 fedcba9876543210").be64()).isEqualTo(0xfedcba9876543210L);
    assertThat(first("09000800 6574683000000000").string()).isEqualTo("eth0");
    assertThat(first("08000800 65746830").string()).isEqualTo("eth0"); // without its zero
    assertThat(first("08000900 0a000001").address()).isEqualTo(InetAddress.getByName("10.0.0.1"));
    assertThat(first("04000a00").length()).isZero();
  }

  @Test
  void attributesHoldAttributesAndArraysAndStructures() throws Exception {
    AttributeWriter out =
        new AttributeWriter()
            .nested(1, in -> in.u8(2, 7))
            .array(3, List.of(8, 9), (item, in) -> in.u8(4, item))
            .block(5, in -> in.counted(way -> way.rawU8(1).rawU8(2).rawU32(3).u8(6, 4)));
    assertThat(out.toBytes())
        .isEqualTo(
            hex(
                "0c000180 05000200 07000000"
                    + "1c000380 0c000180 05000400 08000000 0c000280 05000400 09000000"
                    + "14000500 1000 01 02 03000000 05000600 04000000"));
    AttributeReader in = Mutations.reader(out.toBytes());
    in.next();
    AttributeReader nested = in.nested();
    assertThat(nested.next()).isTrue();
    assertThat(nested.u8()).isEqualTo(7);
    assertThat(nested.next()).isFalse();
    in.next();
    assertThat(in.type()).isEqualTo(3);
    List<Integer> items = new ArrayList<>();
    for (AttributeReader list = in.nested(); list.next(); ) {
      AttributeReader item = list.nested();
      item.next();
      items.add(item.u8());
    }
    assertThat(items).containsExactly(8, 9);
    in.next();
    AttributeReader way = in.nested().counted();
    assertThat(way.rawU8()).isEqualTo(1);
    assertThat(way.rawU8()).isEqualTo(2);
    assertThat(way.rawU32()).isEqualTo(3);
    assertThat(way.next()).isTrue();
    assertThat(way.u8()).isEqualTo(4);
    assertThat(in.next()).isFalse();
  }

  @Test
  void whatIsNotUnderstoodGoesBackAsItCame() throws Exception {
    byte[] bytes = hex("0b00 3980 00010203040506 00");
    AttributeReader in = Mutations.reader(bytes);
    in.next();
    UnknownAttribute unknown = in.unknown();
    assertThat(unknown.type()).isEqualTo(0x8039);
    assertThat(in.type()).isEqualTo(0x39);
    assertThat(new AttributeWriter().unknown(unknown).toBytes()).isEqualTo(bytes);
  }

  @Test
  void sixteenBytesStayAnAddressOfIpv6() throws Exception {
    assertThat(first("14000100 00000000000000000000ffff0a000001").address().getAddress())
        .hasSize(16);
    assertThatThrownBy(() -> first("07000100 0a000000").address())
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("address of 3 bytes");
  }

  @Test
  void aLengthThatCannotBeSaysWhereAndWhatWasFound() {
    assertThatThrownBy(() -> first("08000100 0a0000"))
        .isInstanceOf(WireFormatException.class)
        .hasMessage("attribute at 0 of 8 bytes where 7 are left");
    assertThatThrownBy(() -> first("03000100"))
        .hasMessage("attribute at 0 of 3 bytes where 4 are left");
    assertThatThrownBy(() -> first("080001")).hasMessage("attribute header at 0 cut to 3");
    assertThatThrownBy(() -> first("06000100 0a00").u32())
        .hasMessage("attribute 1 at 4: 4 bytes expected, found 2");
    assertThatThrownBy(() -> Mutations.reader(new byte[3]).rawU32())
        .hasMessage("message ends at 3, within a header of 4 bytes at 0");
    assertThatThrownBy(() -> Mutations.reader(hex("0900 0000")).counted())
        .hasMessage("structure at 0 of 9 bytes where 4 are left");
    assertThatThrownBy(() -> new AttributeWriter().bytes(1, new byte[65532]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AttributeWriter().nested(1, in -> in.bytes(2, new byte[65528])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWriterGrows() {
    byte[] many = new byte[60_000];
    Arrays.fill(many, (byte) 7);
    assertThat(new AttributeWriter().u8(1, 1).bytes(2, many).flag(3).toBytes())
        .hasSize(8 + 60_004 + 4);
  }

  @Test
  void contentOfAnyLengthIsPadded() {
    for (int length : new int[] {1, 250, 251, 252, 1001, 4095}) {
      byte[] content = new byte[length];
      byte[] bytes = new AttributeWriter().block(1, in -> in.rawBytes(content)).toBytes();
      assertThat(bytes).hasSize(((length + 3) & ~3) + 4);
      assertThat(new AttributeWriter().bytes(1, content).toBytes()).isEqualTo(bytes);
    }
    assertThatThrownBy(() -> new AttributeWriter().bytes(1, new byte[17], 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("17 bytes in an attribute of 16");
  }
}
