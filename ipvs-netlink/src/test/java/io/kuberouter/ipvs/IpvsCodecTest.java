package io.kuberouter.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kuberouter.ipvs.codec.IpvsCodec;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpvsCodecTest {

  private static VirtualService service(String ip, int netmask) throws Exception {
    return new VirtualService(
        new ServiceKey.ByAddress(InetAddress.getByName(ip), Protocol.TCP, 80),
        "rr",
        VirtualService.FLAG_PERSISTENT,
        10800,
        netmask);
  }

  private static byte[] encode(VirtualService service) {
    AttributeWriter out = IpvsCodec.begin(IpvsCodec.Command.NEW_SERVICE);
    IpvsCodec.encodeService(service, out);
    return out.toBytes();
  }

  @Test
  void theMaskOfIpv4IsAMaskInNetworkOrder() throws Exception {
    String hex = HexFormat.of().formatHex(encode(service("10.0.0.1", 32)));
    assertThat(hex)
        .isEqualTo(
            "01010000"
                + "48000180"
                + "0600010002000000"
                + "0600020006000000"
                + "080003000a000001"
                + "0600040000500000"
                + "0700060072720000"
                + "0c00070001000000ffffffff"
                + "08000800302a0000"
                + "08000900ffffffff");
  }

  @Test
  void bothFamiliesComeBack() throws Exception {
    for (VirtualService s : List.of(service("10.0.0.1", 32), service("fd00::1", 128))) {
      assertThat(IpvsCodec.decodeService(encode(s)).orElseThrow().service()).isEqualTo(s);
    }
  }

  @Test
  void aMaskThatIsNoPrefixIsSeenAsDifferent() throws Exception {
    byte[] bytes = encode(service("10.0.0.1", 32));
    System.arraycopy(new byte[] {32, 0, 0, 0}, 0, bytes, bytes.length - 4, 4);
    assertThat(IpvsCodec.decodeService(bytes).orElseThrow().service().netmaskLength())
        .isEqualTo(-1);
  }

  @Test
  void cutAndChangedBytesEndInTheDeclaredExceptionOnly() throws Exception {
    byte[] whole = encode(service("fd00::1", 128));
    for (int cut = 0; cut < whole.length; cut++) {
      onlyDeclared(Arrays.copyOf(whole, cut));
    }
    for (int at = 0; at < whole.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        onlyDeclared(changed);
      }
    }
  }

  private static void onlyDeclared(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> IpvsCodec.decodeService(bytes));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(WireFormatException.class);
    }
  }
}
