package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.connection.NetlinkConnection.Decoder;
import io.kuberouter.netlink.connection.NetlinkConnection.Heard;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the kernel tells without being asked, one after the other. Any thread may call; {@link
 * #close} ends a wait of another one with a {@link java.nio.channels.ClosedChannelException}.
 *
 * <p>To know what is and what becomes of it: open this first, then list by another connection, then
 * take the events; some tell what the list held already.
 */
public final class NetlinkEvents<T> implements AutoCloseable {

  /** Makes a value of one message, to which its header's flags matter; empty to leave it out. */
  @FunctionalInterface
  public interface EventDecoder<T> {
    /**
     * Reads what stands behind the header; the reader is valid during the call.
     *
     * @param type of the header
     * @param flags of the header: {@code NLM_F_CREATE} tells what is new from what has changed
     */
    Optional<T> decode(int type, int flags, AttributeReader message) throws WireFormatException;
  }

  private static final Duration LONG = Duration.ofDays(1);

  private final NetlinkConnection connection;
  private final EventDecoder<T> decoder;
  private final T lost;
  private final Deque<T> ready = new ArrayDeque<>();
  private final ReentrantLock taking = new ReentrantLock();

  private NetlinkEvents(NetlinkConnection connection, EventDecoder<T> decoder, T lost) {
    this.connection = connection;
    this.decoder = decoder;
    this.lost = lost;
  }

  /**
   * Takes part in multicast groups by a connection, which is closed with this, also when a group is
   * refused.
   *
   * @param groups none when the kernel sends to the connection itself, as it does logged packets
   * @param decoder leaves out what is not wanted
   * @param lost stands for events that found no room ({@code ENOBUFS}); those behind it follow
   */
  public static <T> NetlinkEvents<T> of(
      NetlinkConnection connection, Set<Integer> groups, Decoder<T> decoder, T lost)
      throws IOException {
    return ofFlagged(
        connection, groups, (type, flags, message) -> decoder.decode(type, message), lost);
  }

  /** Like {@link #of}, with a decoder that asks for the header's flags. */
  public static <T> NetlinkEvents<T> ofFlagged(
      NetlinkConnection connection, Set<Integer> groups, EventDecoder<T> decoder, T lost)
      throws IOException {
    try {
      for (int group : groups) {
        connection.join(group);
      }
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    return new NetlinkEvents<>(connection, decoder, lost);
  }

  /** {@return the next event, whenever it comes} */
  public T take() throws IOException {
    while (true) {
      Optional<T> event = poll(LONG);
      if (event.isPresent()) {
        return event.get();
      }
    }
  }

  /** {@return the next event; empty when none comes in time} */
  public Optional<T> poll(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    taking.lock();
    try {
      while (ready.isEmpty()) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        Heard heard =
            connection.listen(
                left,
                (type, flags, message) ->
                    decoder.decode(type, flags, message).ifPresent(ready::add));
        if (heard == Heard.LOST) {
          ready.add(lost);
        } else if (heard == Heard.NOTHING) {
          return Optional.empty();
        }
      }
      return Optional.of(ready.remove());
    } finally {
      taking.unlock();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
