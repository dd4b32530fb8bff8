package io.kuberouter.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kuberouter.bgp.codec.BgpCodec;
import io.kuberouter.bgp.codec.OldProtocolException;
import io.kuberouter.bgp.message.OldAttributes;
import io.kuberouter.bgp.message.OldMessage;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BgpCodecTest {

  private static final String MARKER = "ffffffffffffffffffffffffffffffff";

  private static InetAddress ip(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private static OldMessage decode(byte[] bytes) throws OldProtocolException {
    return BgpCodec.decode(ByteBuffer.wrap(bytes), true);
  }

  @Test
  void openIsRfc4271Section42WithCapabilities() throws Exception {
    OldMessage.Open open =
        new OldMessage.Open(64512, 90, ip("10.0.0.1"), true, true, true, Optional.empty());
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                MARKER
                    + "0031"
                    + "01"
                    + "04"
                    + "fc00"
                    + "005a"
                    + "0a000001"
                    + "14"
                    + "0212"
                    + "010400010001"
                    + "010400020001"
                    + "4104"
                    + "0000fc00");
    byte[] withRefresh = BgpCodec.open(open);
    assertThat(decode(withRefresh)).isEqualTo(open);
    assertThat(decode(bytes)).isEqualTo(open);
  }

  @Test
  void updatesOfBothFamiliesComeBack() throws Exception {
    for (String[] c :
        new String[][] {{"10.1.0.0", "16", "10.0.0.1"}, {"fd24::", "64", "fd99::1"}}) {
      List<Prefix> prefixes = List.of(new Prefix(ip(c[0]), Integer.parseInt(c[1])));
      OldAttributes attributes =
          new OldAttributes(
              0, List.of(4200000000L, 65000L), 2, ip(c[2]), Optional.of(5L), Optional.of(100L));
      byte[] bytes = BgpCodec.announce(prefixes, attributes, true).get(0);
      assertThat(decode(bytes))
          .isEqualTo(
              new OldMessage.Update(
                  List.of(), List.of(new OldMessage.Announcement(prefixes, attributes))));
      byte[] gone = BgpCodec.withdraw(prefixes, prefixes.get(0).isIpv6()).get(0);
      assertThat(decode(gone)).isEqualTo(new OldMessage.Update(prefixes, List.of()));
    }
  }

  @Test
  void aRouteWithoutOriginIsWithdrawn() throws Exception {
    byte[] update =
        HexFormat.of()
            .parseHex(
                MARKER
                    + "0025"
                    + "02"
                    + "0000"
                    + "000a"
                    + "400200"
                    + "4003040a000001"
                    + "180a0100");
    assertThat(decode(update))
        .isEqualTo(new OldMessage.Update(List.of(new Prefix(ip("10.1.0.0"), 24)), List.of()));
  }

  @Test
  void cutAndChangedBytesEndInTheDeclaredExceptionOnly() throws Exception {
    OldAttributes attributes =
        new OldAttributes(0, List.of(65000L), 1, ip("fd99::1"), Optional.empty(), Optional.empty());
    byte[] update =
        BgpCodec.announce(List.of(new Prefix(ip("fd24::"), 64)), attributes, true).get(0);
    byte[] open =
        BgpCodec.open(
            new OldMessage.Open(64512, 90, ip("10.0.0.1"), true, true, true, Optional.empty()));
    for (byte[] whole : List.of(update, open)) {
      for (int cut = BgpCodec.HEADER; cut < whole.length; cut++) {
        byte[] head = Arrays.copyOf(whole, cut);
        head[16] = (byte) (cut >> 8);
        head[17] = (byte) cut;
        onlyDeclared(head);
      }
      for (int at = BgpCodec.HEADER; at < whole.length; at++) {
        for (int value = 0; value < 256; value++) {
          byte[] changed = whole.clone();
          changed[at] = (byte) value;
          onlyDeclared(changed);
        }
      }
    }
  }

  private static void onlyDeclared(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> decode(bytes));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(OldProtocolException.class);
    }
  }

  @Test
  void aBadMarkerAndLengthAreNamed() {
    OldProtocolException marker =
        (OldProtocolException) catchThrowable(() -> BgpCodec.length(ByteBuffer.allocate(19)));
    assertThat(marker.code()).isEqualTo(1);
    assertThat(marker.subcode()).isEqualTo(1);
    byte[] longer = HexFormat.of().parseHex(MARKER + "1001" + "04");
    OldProtocolException length =
        (OldProtocolException) catchThrowable(() -> BgpCodec.length(ByteBuffer.wrap(longer)));
    assertThat(length.subcode()).isEqualTo(2);
  }
}
