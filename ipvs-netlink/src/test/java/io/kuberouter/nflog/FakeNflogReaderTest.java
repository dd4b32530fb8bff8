package io.kuberouter.nflog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.Octets;
import io.kuberouter.nflog.codec.PacketHeaderCodec;
import io.kuberouter.nflog.testkit.FakeNflogReader;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FakeNflogReaderTest extends NflogReaderContract {

  @Override
  void with(NflogOptions options, boolean few, Body body) throws Exception {
    try (FakeNflogReader reader = new FakeNflogReader(GROUP, options, few ? 2 : 1000)) {
      body.run(reader, (to, bytes) -> reader.log(sent(udp(to, bytes), Optional.empty())));
    }
  }

  /** What leaves by the loopback. */
  private static LoggedPacket sent(byte[] packet, Optional<PacketHeader> header) {
    return new LoggedPacket(
        5,
        PREFIX,
        NetfilterHook.OUTPUT,
        packet.length > 0 && packet[0] >> 4 == 6 ? 0x86dd : 0x0800,
        MARK,
        OptionalInt.empty(),
        OptionalInt.of(1),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.of(0),
        OptionalLong.of(0),
        OptionalLong.of(77),
        Octets.of(packet),
        header);
  }

  /** RFC 768 in RFC 791 or RFC 8200, without checksums. */
  private static byte[] udp(String to, int bytes) throws Exception {
    byte[] address = InetAddress.getByName(to).getAddress();
    int length = 8 + bytes;
    ByteBuffer out;
    if (address.length == 4) {
      out = ByteBuffer.allocate(20 + length).put((byte) 0x45).put((byte) 0);
      out.putShort((short) (20 + length))
          .putInt(0)
          .put((byte) 64)
          .put((byte) 17)
          .putShort((short) 0);
    } else {
      out = ByteBuffer.allocate(40 + length).putInt(0x6000_0000);
      out.putShort((short) length).put((byte) 17).put((byte) 64);
    }
    out.put(address).put(address);
    return out.putShort((short) 40000).putShort((short) PORT).putShort((short) length).array();
  }

  @Test
  void tellsWhatIsLoggedInOrderAndNothingOnceItIsClosed() throws Exception {
    FakeNflogReader reader = new FakeNflogReader(2);
    assertThat(reader.poll(Duration.ZERO)).isEmpty();
    Optional<PacketHeader> header = PacketHeaderCodec.decode(udp("10.0.0.1", 0));
    LoggedPacket bare = sent(new byte[0], header);
    assertThat(reader.log(bare)).isTrue();
    assertThat(reader.log(bare)).isTrue();
    assertThat(reader.log(bare)).isFalse();
    assertThat(reader.log(bare)).isFalse();
    for (int number = 0; number < 2; number++) {
      LoggedPacket packet = next(reader);
      assertThat(packet.group()).isZero();
      assertThat(packet.sequence()).hasValue(number);
      assertThat(packet.header()).isEqualTo(header).isPresent();
    }
    assertThat(reader.take()).isEqualTo(new NflogEvent.Lost());
    assertThat(reader.poll(Duration.ofMillis(1))).isEmpty();
    reader.close();
    assertThatThrownBy(reader::take).isInstanceOf(ClosedChannelException.class);
    assertThat(reader.log(bare)).isFalse();
  }
}
