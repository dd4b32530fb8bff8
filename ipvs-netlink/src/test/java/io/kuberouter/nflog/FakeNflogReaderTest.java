package io.kuberouter.nflog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.Octets;
import io.kuberouter.nflog.testkit.FakeNflogReader;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FakeNflogReaderTest {

  private static LoggedPacket packet(int number) {
    return new LoggedPacket(
        5,
        "p",
        NetfilterHook.FORWARD,
        0x0800,
        0,
        OptionalInt.of(1),
        OptionalInt.of(2),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(number),
        Octets.EMPTY,
        Optional.empty());
  }

  @Test
  void tellsWhatIsLoggedInOrderAndWhatFoundNoRoom() throws Exception {
    FakeNflogReader reader = new FakeNflogReader(2);
    assertThat(reader.poll(Duration.ZERO)).isEmpty();
    assertThat(reader.log(packet(0))).isTrue();
    assertThat(reader.log(packet(1))).isTrue();
    assertThat(reader.log(packet(2))).isFalse();
    assertThat(reader.log(packet(3))).isFalse();
    assertThat(reader.take()).isEqualTo(new NflogEvent.Packet(packet(0)));
    assertThat(reader.take()).isEqualTo(new NflogEvent.Packet(packet(1)));
    assertThat(reader.take()).isEqualTo(new NflogEvent.Lost());
    assertThat(reader.poll(Duration.ofMillis(1))).isEmpty();
    reader.close();
    assertThatThrownBy(reader::take).isInstanceOf(ClosedChannelException.class);
    assertThat(reader.log(packet(4))).isFalse();
  }
}
