package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.transport.NetlinkTransport;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.HostOrder;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the kernel sent last: one datagram with one or more messages, which {@link #next} walks. One
 * thread at a time.
 */
final class AnswerBuffer {

  private static final int HEADER = 16;
  private static final int NLM_F_DUMP_INTR = 0x10;
  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;

  private ByteBuffer in;
  private int start;
  private int length;
  private int following;
  private int limit;
  private boolean cut;

  AnswerBuffer(int bytes) {
    in = HostOrder.direct(bytes);
  }

  /**
   * Waits for a datagram whatever its size: the buffer grows before it is received.
   *
   * @return false when none came in time
   */
  boolean receiveWhole(NetlinkTransport transport, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    int bytes = transport.peek(nanos);
    if (bytes == NetlinkTransport.NOTHING) {
      return false;
    }
    grow(bytes);
    return receive(transport, Math.max(1, end - System.nanoTime()));
  }

  /**
   * Waits for a datagram; of one that is larger than the buffer the end is lost, and the buffer
   * grows for those to come.
   *
   * @return false when none came in time
   */
  boolean receive(NetlinkTransport transport, long nanos) throws IOException {
    following = 0;
    limit = 0;
    int bytes = transport.receive(in, nanos);
    if (bytes == NetlinkTransport.NOTHING) {
      return false;
    }
    limit = Math.min(bytes, in.capacity());
    cut = bytes > limit;
    if (cut) {
      ByteBuffer small = in;
      grow(bytes);
      in.put(small);
    }
    return true;
  }

  private void grow(int bytes) {
    if (bytes > in.capacity()) {
      in = HostOrder.direct(Integer.highestOneBit(bytes) * 2);
    }
  }

  /** {@return whether the end of the datagram was lost} */
  boolean isCut() {
    return cut;
  }

  /** Moves to the next message; false at the end. */
  boolean next() throws WireFormatException {
    int left = limit - following;
    if (left < HEADER) {
      return false;
    }
    start = following;
    length = in.getInt(start);
    if (length > left && cut) {
      length = left; // an error's number stands in front
    }
    if (length < HEADER || length > left) {
      throw new WireFormatException(
          "message at " + start + " of " + length + " bytes where " + left + " are left");
    }
    following = Math.min(limit, start + ((length + 3) & ~3));
    return true;
  }

  int type() {
    return in.getShort(start + 4) & 0xffff;
  }

  int flags() {
    return in.getShort(start + 6) & 0xffff;
  }

  /** {@return the number of the request that it answers} */
  int number() {
    return in.getInt(start + 8);
  }

  /** {@return whether a change came between the parts of a dump} */
  boolean isInterrupted() {
    return (flags() & NLM_F_DUMP_INTR) != 0;
  }

  /** {@return whether nothing more answers the request} */
  boolean isEnd() {
    return type() == NLMSG_ERROR || type() == NLMSG_DONE;
  }

  /** {@return whether it is the kernel's own, rather than a family's} */
  boolean isControl() {
    return type() < HEADER;
  }

  /** {@return what stands behind the header; valid until the next datagram} */
  AttributeReader content() {
    return new AttributeReader(in, start + HEADER, length - HEADER);
  }

  /**
   * {@return the refusal that an end holds; empty when there is none}
   *
   * <pre>
   * | error i32 | the request's header, and its content unless capped; not in NLMSG_DONE | NLMSGERR_ATTR_… |
   * </pre>
   */
  Optional<KernelException> refusal(String text) {
    int errno = length < HEADER + 4 ? 0 : -in.getInt(start + HEADER);
    if (errno <= 0) {
      return Optional.empty();
    }
    int attributes = HEADER + 4;
    if (type() == NLMSG_ERROR) {
      boolean capped = (flags() & NLM_F_CAPPED) != 0 || length < attributes + 4;
      attributes += capped ? HEADER : Math.max(HEADER, in.getInt(start + attributes));
    }
    if ((flags() & NLM_F_ACK_TLVS) == 0 || attributes < 0 || length <= attributes) {
      return Optional.of(new KernelException(text, errno, ""));
    }
    return Optional.of(
        ExtendedAck.read(new AttributeReader(in, start + attributes, length - attributes))
            .toException(text, errno));
  }

  /** {@return whether a refusal, rather than an acknowledgement} */
  boolean isRefusal() {
    return length >= HEADER + 4 && in.getInt(start + HEADER) < 0;
  }
}
