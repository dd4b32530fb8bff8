package io.kuberouter.nflog.testkit;

import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.testkit.EventQueue;
import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.NflogOptions;
import io.kuberouter.nflog.PacketHeader;
import io.kuberouter.nflog.client.NflogReader;
import io.kuberouter.nflog.codec.PacketHeaderCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A group of which a test says what is logged. As in the kernel, packets are cut and numbered as
 * the options ask, and what finds no room is gone, told as lost, and has had its number. Thread
 * safe.
 */
public final class FakeNflogReader implements NflogReader {

  private final int group;
  private final NflogOptions options;
  private final int room;
  private final EventQueue<NflogEvent> queue = new EventQueue<>();
  private long logged;

  /** Group 0, with the default options, whose reader may be behind by as many packets. */
  public FakeNflogReader(int room) {
    this(0, NflogOptions.DEFAULT, room);
  }

  /**
   * A group.
   *
   * @param group 0 to 65535
   * @param room packets that its reader may be behind by
   */
  public FakeNflogReader(int group, NflogOptions options, int room) {
    this.group = group;
    this.options = options;
    this.room = room;
  }

  /**
   * Logs a packet; false when it found no room.
   *
   * @param packet whose payload is whole; of an empty one, the header is told as it is. Group and
   *     number are the reader's
   */
  public synchronized boolean log(LoggedPacket packet) {
    if (queue.isClosed()) {
      return false;
    }
    LoggedPacket told = told(packet, logged++);
    boolean fits = queue.size() < room;
    if (fits) {
      queue.add(new NflogEvent.Packet(told));
    } else if (queue.size() == room) {
      queue.add(new NflogEvent.Lost());
    }
    return fits;
  }

  private LoggedPacket told(LoggedPacket p, long number) {
    byte[] whole = p.payload().toByteArray();
    byte[] copied = Arrays.copyOf(whole, Math.min(whole.length, options.copyBytes()));
    Optional<PacketHeader> header = PacketHeaderCodec.decode(copied);
    if (whole.length == 0 && options.copyBytes() > 0) {
      header = p.header();
    }
    return new LoggedPacket(
        group,
        p.prefix(),
        p.hook(),
        p.etherType(),
        p.mark(),
        p.inDevice(),
        p.outDevice(),
        p.inBridgePort(),
        p.outBridgePort(),
        p.time(),
        p.uid(),
        p.gid(),
        options.sequence() ? OptionalLong.of(number) : OptionalLong.empty(),
        Octets.of(copied),
        header);
  }

  @Override
  public NflogEvent take() throws IOException {
    return queue.take();
  }

  @Override
  public Optional<NflogEvent> poll(Duration time) throws IOException {
    return queue.poll(time);
  }

  @Override
  public void close() {
    queue.close();
  }
}
