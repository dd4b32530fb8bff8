package io.kuberouter.nflog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.nflog.client.NflogReader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the fake and for the kernel. */
abstract class NflogReaderContract {

  static final int GROUP = 100;
  static final int PORT = 7000;
  static final String PREFIX = "KUBE-POD-FW-DROP web";
  static final int MARK = 0x55;

  private static final int UDP = 17;
  private static final int LOOPBACK = 1;

  /** Sends a packet of UDP to an address of the loopback, where it is logged on its way out. */
  interface Sender {
    void send(String to, int bytes) throws Exception;
  }

  /** What a test does with a group's reader. */
  interface Body {
    void run(NflogReader reader, Sender sender) throws Exception;
  }

  /** Runs a test with a reader that may be behind by a few packets, or by many. */
  abstract void with(NflogOptions options, boolean few, Body body) throws Exception;

  static LoggedPacket next(NflogReader reader) throws Exception {
    Optional<NflogEvent> event = reader.poll(Duration.ofMinutes(1));
    assertThat(event).containsInstanceOf(NflogEvent.Packet.class);
    return ((NflogEvent.Packet) event.orElseThrow()).packet();
  }

  private static void assertFields(LoggedPacket packet, boolean six, long number) {
    assertThat(packet.group()).isEqualTo(GROUP);
    assertThat(packet.prefix()).isEqualTo(PREFIX);
    assertThat(packet.hook()).isEqualTo(NetfilterHook.OUTPUT);
    assertThat(packet.etherType()).isEqualTo(six ? 0x86dd : 0x0800);
    assertThat(packet.mark()).isEqualTo(MARK);
    assertThat(packet.inDevice()).isEmpty();
    assertThat(packet.outDevice()).isEqualTo(OptionalInt.of(LOOPBACK));
    assertThat(packet.inBridgePort()).isEmpty();
    assertThat(packet.outBridgePort()).isEmpty();
    assertThat(packet.time()).isEmpty();
    assertThat(packet.uid()).isEqualTo(OptionalLong.of(0));
    assertThat(packet.gid()).isEqualTo(OptionalLong.of(0));
    assertThat(packet.sequence()).isEqualTo(OptionalLong.of(number));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 28", "::1, 48"})
  void aPacketIsCutAndNumbered(String to, int headers) throws Exception {
    with(
        NflogOptions.DEFAULT.withCopyBytes(64),
        false,
        (reader, sender) -> {
          sender.send(to, 1000);
          sender.send(to, 10);
          for (int number = 0; number < 2; number++) {
            int bytes = number == 0 ? 1000 : 10;
            LoggedPacket packet = next(reader);
            assertFields(packet, to.contains(":"), number);
            assertThat(packet.payload().length()).isEqualTo(Math.min(64, headers + bytes));
            PacketHeader header = packet.header().orElseThrow();
            assertThat(header.source()).isEqualTo(InetAddress.getByName(to));
            assertThat(header.destination()).isEqualTo(InetAddress.getByName(to));
            assertThat(header.protocol()).isEqualTo(UDP);
            assertThat(header.length()).isEqualTo(headers + bytes);
            assertThat(header.hopLimit()).isEqualTo(64);
            assertThat(header.sourcePort()).isPresent();
            assertThat(header.destinationPort()).hasValue(PORT);
          }
          assertThat(reader.poll(Duration.ofMillis(50))).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void whatIsNotAskedForIsNotThere(String to) throws Exception {
    with(
        NflogOptions.DEFAULT.withCopyBytes(0).withSequence(false),
        false,
        (reader, sender) -> {
          sender.send(to, 100);
          LoggedPacket packet = next(reader);
          assertThat(packet.payload().length()).isZero();
          assertThat(packet.header()).isEmpty();
          assertThat(packet.sequence()).isEmpty();
          assertThat(packet.prefix()).isEqualTo(PREFIX);
        });
    with(
        NflogOptions.DEFAULT.withCopyBytes(8),
        false,
        (reader, sender) -> {
          sender.send(to, 100);
          LoggedPacket packet = next(reader);
          assertThat(packet.payload().length()).isEqualTo(8);
          assertThat(packet.header()).isEmpty(); // too little for one
        });
  }

  @Test
  void whatFindsNoRoomIsToldAsLostAndHasHadItsNumber() throws Exception {
    with(
        NflogOptions.DEFAULT.withCopyBytes(1024),
        true,
        (reader, sender) -> {
          int logged = 200;
          for (int i = 0; i < logged; i++) {
            sender.send("127.0.0.1", 900);
          }
          List<NflogEvent> all = new ArrayList<>();
          for (Optional<NflogEvent> event = reader.poll(Duration.ofMinutes(1));
              event.isPresent();
              event = reader.poll(Duration.ZERO)) {
            all.add(event.get());
          }
          assertThat(all).contains(new NflogEvent.Lost()).hasSizeLessThan(logged);
          sender.send("127.0.0.1", 900);
          assertThat(next(reader).sequence()).hasValue(logged);
        });
  }
}
