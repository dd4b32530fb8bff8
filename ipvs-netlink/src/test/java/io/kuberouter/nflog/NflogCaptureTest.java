package io.kuberouter.nflog;

import static io.kuberouter.netlink.Captured.content;
import static io.kuberouter.netlink.Captured.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netlink.Captured;
import io.kuberouter.netlink.Mutations;
import io.kuberouter.nflog.codec.LoggedPacketCodec;
import io.kuberouter.nflog.codec.NflogRequests;
import io.kuberouter.nflog.codec.PacketHeaderCodec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes of {@code tcpdump -i nflog:5} and of Linux 6.18, read and written by us. */
class NflogCaptureTest {

  private static Captured captured() throws Exception {
    return Captured.read(NflogCaptureTest.class, "tcpdump-4.99.3.hex").get(0);
  }

  private static List<LoggedPacket> packets() throws Exception {
    List<LoggedPacket> packets = new ArrayList<>();
    for (byte[] message : captured().received()) {
      LoggedPacketCodec.decode(type(message), content(message))
          .map(event -> ((NflogEvent.Packet) event).packet())
          .ifPresent(packets::add);
    }
    return packets;
  }

  @Test
  void packetsAreReadWithAllThatIsKnownOfThem() throws Exception {
    List<LoggedPacket> packets = packets();
    LoggedPacket udp4 = packets.get(0);
    assertThat(udp4.group()).isEqualTo(5);
    assertThat(udp4.prefix()).isEqualTo("DROP by policy default/web ");
    assertThat(udp4.hook()).isEqualTo(NetfilterHook.INPUT);
    assertThat(udp4.etherType()).isEqualTo(0x0800);
    assertThat(udp4.inDevice()).isEqualTo(OptionalInt.of(1));
    assertThat(udp4.outDevice()).isEmpty();
    assertThat(udp4.time()).isPresent();
    assertThat(udp4.uid()).isEmpty();
    assertThat(udp4.payload().length()).isEqualTo(34);
    PacketHeader header = udp4.header().orElseThrow();
    assertThat(header.source()).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(header.protocol()).isEqualTo(17);
    assertThat(header.length()).isEqualTo(34);
    assertThat(header.hopLimit()).isEqualTo(64);
    assertThat(header.destinationPort()).hasValue(7000);

    LoggedPacket udp6 = packets.get(1);
    assertThat(udp6.etherType()).isEqualTo(0x86dd);
    assertThat(udp6.header().orElseThrow().toString())
        .matches("udp \\[::1\\]:\\d+ > \\[::1\\]:7000");

    LoggedPacket syn =
        packets.stream().filter(packet -> packet.mark() == 0x77).findFirst().orElseThrow();
    assertThat(syn.hook()).isEqualTo(NetfilterHook.OUTPUT);
    assertThat(syn.outDevice()).hasValue(1);
    assertThat(syn.mark()).isEqualTo(0x77);
    assertThat(syn.uid()).isEqualTo(OptionalLong.of(0));
    assertThat(syn.gid()).isEqualTo(OptionalLong.of(0));
    assertThat(syn.header().orElseThrow().toString())
        .matches("tcp 127.0.0.1:\\d+ > 127.0.0.1:7001( [A-Z]+)+");
    assertThat(packets)
        .extracting(packet -> packet.header().orElseThrow().toString())
        .anyMatch(text -> text.endsWith(":7001 FIN ACK"));
  }

  /**
   * The tool binds first, and says then how much it wants; the kernel takes both in one message.
   */
  @Test
  void theRequestHoldsWhatTheToolAsksFor() throws Exception {
    NflogOptions whole = NflogOptions.DEFAULT.withCopyBytes(65535);
    String ours = HexFormat.of().formatHex(NflogRequests.bind(5, whole).payload());
    String bind = HexFormat.of().formatHex(captured().sent().get(2)).substring(32);
    String mode = HexFormat.of().formatHex(captured().sent().get(3)).substring(32);
    assertThat(NflogRequests.bind(5, whole).type()).isEqualTo(type(captured().sent().get(2)));
    assertThat(ours).startsWith(bind);
    // its range is the whole of 2^18 bytes, ours fits what is asked
    assertThat(ours).contains("0a0002000000ffff0200");
    assertThat(mode).isEqualTo("00000005" + "0a0002000004000002000000");
    assertThat(HexFormat.of().formatHex(NflogRequests.unbind(5).payload()))
        .isEqualTo("00000005" + "0500010002000000");
    assertThat(HexFormat.of().formatHex(NflogRequests.bind(5, whole.withCopyBytes(0)).payload()))
        .contains("0a000200000000000100");
  }

  @Test
  void extensionHeadersOfIpv6AreWalked() {
    String hopByHop = "1100000000000000"; // next: UDP
    String fragment = "1100000800000001"; // offset 8, so not the first
    String ipv6 = "60000000" + "0018" + "00" + "40" + "fd".repeat(16) + "fe".repeat(16);
    PacketHeader plain = header(ipv6 + hopByHop + "0035003600080000");
    assertThat(plain.protocol()).isEqualTo(17);
    assertThat(plain.sourcePort()).hasValue(53);
    assertThat(plain.destinationPort()).hasValue(54);
    PacketHeader later =
        header(ipv6.replaceFirst("001800", "00182c") + fragment + "0035003600080000");
    assertThat(later.fragment()).isTrue();
    assertThat(later.sourcePort()).isEmpty();
    assertThat(PacketHeaderCodec.decode(new byte[] {0x45})).isEmpty();
    assertThat(PacketHeaderCodec.decode(new byte[] {0x60})).isEmpty();
    assertThat(PacketHeaderCodec.decode(new byte[0])).isEmpty();
  }

  private static PacketHeader header(String hex) {
    return PacketHeaderCodec.decode(HexFormat.of().parseHex(hex)).orElseThrow();
  }

  @Test
  void cutAndChangedBytesEndInTheDeclaredExceptionOnly() throws Exception {
    List<byte[]> samples = new ArrayList<>();
    Set<Integer> lengths = new HashSet<>();
    for (byte[] message : captured().received()) {
      byte[] content = content(message).rest();
      samples.add(content);
      if (lengths.add(content.length)) {
        Mutations.everyCutAndByte(content, in -> LoggedPacketCodec.decode(0x400, in));
      }
    }
    assertThat(lengths).hasSizeGreaterThan(3);
    assertThat(Mutations.random(samples, in -> LoggedPacketCodec.decode(0x400, in), 4, 5))
        .isPositive();
  }
}
