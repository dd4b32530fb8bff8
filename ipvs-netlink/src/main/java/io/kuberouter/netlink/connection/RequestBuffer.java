package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.transport.NetlinkTransport;
import io.kuberouter.netlink.wire.HostOrder;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Requests on their way: each gets its header and a number.
 *
 * <pre>
 * | nlmsg_len u32 | nlmsg_type u16 | nlmsg_flags u16 | nlmsg_seq u32 | nlmsg_pid u32 | payload, padded to 4 |
 * </pre>
 *
 * One thread at a time.
 */
final class RequestBuffer {

  private static final int HEADER = 16;
  private static final int NLM_F_REQUEST = 1;

  /** Far more than a datagram holds below what {@code int} does. */
  private static final int LARGEST = 1 << 30;

  private final int room;
  private ByteBuffer out;
  private int sequence;

  RequestBuffer(int room) {
    this.room = room;
    this.out = HostOrder.direct(4096); // grows with the first batch
  }

  /** {@return whether both still go into the same datagram, with an empty request behind them} */
  boolean hasRoomFor(NetlinkMessage one, NetlinkMessage other) {
    int both = one.payload().length + other.payload().length + 3 * (HEADER + 3);
    return out.position() + both <= room;
  }

  /** Adds a request; returns its number. */
  int put(NetlinkMessage request, int flags) {
    int length = HEADER + request.payload().length;
    if (out.remaining() < length + 3) {
      ByteBuffer larger = HostOrder.direct(Math.max(room + 4096, out.position() + length + 3));
      out.flip();
      larger.put(out);
      out = larger;
    }
    sequence++;
    out.putInt(length)
        .putShort((short) request.type())
        .putShort((short) (NLM_F_REQUEST | flags | request.flags()))
        .putInt(sequence)
        .putInt(0)
        .put(request.payload());
    while ((out.position() & 3) != 0) {
      out.put((byte) 0);
    }
    return sequence;
  }

  /** Sends what was added, and forgets it. */
  void send(NetlinkTransport transport) throws IOException {
    out.flip();
    try {
      transport.send(out);
    } finally {
      out.clear();
      if (sequence > LARGEST) {
        sequence = 0; // which nobody asks for; numbers of one datagram follow each other
      }
    }
  }
}
