package io.kuberouter.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.LargeCommunities;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.LargeCommunity;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdatePackerTest {

  private static final SessionParameters SESSION = CodecSamples.session(true);

  private final List<byte[]> messages = new ArrayList<>();

  private UpdatePacker packer(AddressFamily family) {
    return new UpdatePacker(
        SESSION,
        family,
        message -> {
          byte[] octets = new byte[message.remaining()];
          message.get(octets);
          messages.add(octets);
        });
  }

  private static PathAttributes path(String nextHop) {
    return PathAttributes.of(
        Origin.IGP, AsPath.sequence(64512), new NextHop(IpAddresses.parse(nextHop)));
  }

  private String hex(int index) {
    return HexFormat.of().formatHex(messages.get(index)).substring(32);
  }

  @Test
  void octetsOfEachKind() {
    UpdatePacker four = packer(AddressFamily.IPV4_UNICAST);
    assertThat(four.announce(path("10.0.0.1"))).isTrue();
    four.add(Prefix.parse("10.1.0.0/24"));
    four.withdraw();
    four.add(Prefix.parse("10.1.0.0/24"));
    four.end();
    assertThat(hex(0))
        .isEqualTo(
            "002f"
                + "02"
                + "0000"
                + "0014"
                + "4001010040020602010000fc004003040a000001"
                + "180a0100");
    assertThat(hex(1)).isEqualTo("001b" + "02" + "0004" + "180a0100" + "0000");
    messages.clear();
    UpdatePacker six = packer(AddressFamily.IPV6_UNICAST);
    assertThat(six.announce(path("fd00::1"))).isTrue();
    six.add(Prefix.parse("fd24::/16"));
    six.withdraw();
    six.add(Prefix.parse("fd24::/16"));
    six.end();
    assertThat(hex(0))
        .isEqualTo(
            "003f"
                + "02"
                + "0000"
                + "0028"
                + "800e18"
                + "0002"
                + "01"
                + "10"
                + "fd000000000000000000000000000001"
                + "00"
                + "10fd24"
                + "40010100"
                + "40020602010000fc00");
    assertThat(hex(1))
        .isEqualTo("0020" + "02" + "0000" + "0009" + "800f06" + "0002" + "01" + "10fd24");
  }

  @Test
  void rfc8950Ipv4RoutesWithAnIpv6NextHopAreInMpReach() {
    UpdatePacker packer = packer(AddressFamily.IPV4_UNICAST);
    packer.announce(path("fd00::1"));
    packer.add(Prefix.parse("10.1.0.0/24"));
    packer.end();
    assertThat(hex(0))
        .contains(
            "800e19"
                + "0001"
                + "01"
                + "10"
                + "fd000000000000000000000000000001"
                + "00"
                + "180a0100");
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "5, true",
    "33, true",
    "70, true",
    "5000, true",
    "5000, false",
    "33, false"
  })
  void asManyPrefixesAsFitAndNoneIsLost(int count, boolean announce) throws Exception {
    for (AddressFamily family : List.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST)) {
      messages.clear();
      boolean six = family == AddressFamily.IPV6_UNICAST;
      UpdatePacker packer = packer(family);
      List<Prefix> told = new ArrayList<>();
      if (announce) {
        packer.announce(path(six ? "fd00::1" : "10.0.0.1"));
      } else {
        packer.withdraw();
      }
      for (int i = 0; i < count; i++) {
        int bits = 17 + (i % (six ? 112 : 16));
        Prefix prefix = new Prefix(six, ((long) (0x0a00_0000 + i)) << 32, i, bits);
        told.add(prefix);
        packer.add(prefix);
      }
      packer.end();
      List<Prefix> read = new ArrayList<>();
      for (byte[] message : messages) {
        assertThat(message.length).isLessThanOrEqualTo(4096);
        UpdateMessage update =
            (UpdateMessage) MessageCodec.decode(ByteBuffer.wrap(message), SESSION);
        // what we read, written by the other way, is the same
        assertThat(MessageCodec.encode(update, SESSION)).isEqualTo(message);
        update.withdrawals().forEach(n -> read.addAll(n.prefixes()));
        update.announcements().forEach(a -> read.addAll(a.nlri().prefixes()));
        if (announce) {
          assertThat(update.announcements().get(0).attributes())
              .isEqualTo(path(six ? "fd00::1" : "10.0.0.1"));
        }
      }
      assertThat(read).isEqualTo(told);
      for (int i = 0; i < messages.size() - 1; i++) {
        assertThat(messages.get(i).length).isGreaterThan(4070);
      }
    }
  }

  @Test
  void attributesThatLeaveNoRoomAreRefused() {
    List<LargeCommunity> many = new ArrayList<>();
    for (int i = 0; i < 340; i++) {
      many.add(new LargeCommunity(i, i, i));
    }
    UpdatePacker packer = packer(AddressFamily.IPV4_UNICAST);
    assertThat(packer.announce(path("10.0.0.1").with(new LargeCommunities(many)))).isFalse();
    assertThat(packer.announce(path("10.0.0.1"))).isTrue();
    packer.end();
    assertThat(messages).isEmpty();
    assertThat(Nlri.EMPTY.isEmpty()).isTrue();
  }
}
