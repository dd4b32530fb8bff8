package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.transport.NetlinkTransport;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests and their answers over one transport: sequence numbers, acknowledgements with the
 * kernel's words, dumps of many parts, batches. Thread safe: one exchange at a time.
 */
public final class NetlinkConnection implements AutoCloseable {

  private static final int HEADER = 16;
  private static final int REQUEST = 1;
  private static final int ACK = 4;
  private static final int DUMP_INTERRUPTED = 0x10;
  private static final int CAPPED = 0x100;
  private static final int HAS_TLVS = 0x200;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int BATCH_BYTES = 64 * 1024;
  private static final int BATCH_MESSAGES = 256;
  private static final int DUMP_TRIES = 30;

  private final NetlinkTransport transport;
  private ByteBuffer out = direct(BATCH_BYTES * 2);
  private ByteBuffer in = direct(256 * 1024);
  private int sequence = 1;

  /** Talks over a transport, which is closed with the connection. */
  public NetlinkConnection(NetlinkTransport transport) {
    this.transport = transport;
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** One message of an answer: {@code length} bytes from {@code offset}, behind the header. */
  @FunctionalInterface
  public interface Part {
    /** Takes a part; the bytes are the callee's. */
    void accept(int type, byte[] payload) throws WireFormatException;
  }

  /** Asks and waits for the acknowledgement. */
  public synchronized void execute(NetlinkMessage request) throws IOException {
    Optional<KernelException> refusal = batch(List.of(request)).get(0);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** Asks for one object and its acknowledgement. */
  public synchronized byte[] get(NetlinkMessage request) throws IOException {
    List<byte[]> answers = new ArrayList<>(1);
    exchange(request, ACK, (type, payload) -> answers.add(payload));
    if (answers.isEmpty()) {
      throw new WireFormatException(request.text() + ": the kernel sent no answer");
    }
    return answers.get(0);
  }

  /** Asks for all objects; an interrupted dump is taken again from its start. */
  public synchronized <T> List<T> dump(NetlinkMessage request, Decoder<T> decoder)
      throws IOException {
    for (int tries = 1; ; tries++) {
      List<T> all = new ArrayList<>();
      boolean whole =
          exchange(
              request,
              NetlinkMessage.DUMP,
              (type, payload) -> decoder.decode(type, payload).ifPresent(all::add));
      if (whole || tries == DUMP_TRIES) {
        return all;
      }
    }
  }

  /** Makes a value of one part of a dump; empty to leave it out. */
  @FunctionalInterface
  public interface Decoder<T> {
    /** Decodes what stands behind the header. */
    Optional<T> decode(int type, byte[] payload) throws WireFormatException;
  }

  /** Returns false when the dump was interrupted by a change. */
  private boolean exchange(NetlinkMessage request, int flags, Part parts) throws IOException {
    out.clear();
    int number = put(request, flags);
    out.flip();
    transport.send(out);
    boolean whole = true;
    while (true) {
      receive();
      while (in.remaining() >= HEADER) {
        int start = in.position();
        int length = length(start);
        int type = in.getShort(start + 4) & 0xffff;
        int messageFlags = in.getShort(start + 6) & 0xffff;
        boolean ours = in.getInt(start + 8) == number;
        in.position(Math.min(in.limit(), start + ((length + 3) & ~3)));
        if (!ours) {
          continue;
        }
        whole &= (messageFlags & DUMP_INTERRUPTED) == 0;
        if (type == NLMSG_DONE || type == NLMSG_ERROR) {
          Optional<KernelException> refusal = refusal(start, length, messageFlags, request.text());
          if (refusal.isPresent()) {
            throw refusal.get();
          }
          return whole;
        }
        byte[] payload = new byte[length - HEADER];
        for (int i = 0; i < payload.length; i++) {
          payload[i] = in.get(start + HEADER + i);
        }
        parts.accept(type, payload);
      }
    }
  }

  /**
   * Sends many requests with few system calls.
   *
   * @return a result for each: empty, or the kernel's refusal
   */
  public synchronized List<Optional<KernelException>> batch(List<NetlinkMessage> requests)
      throws IOException {
    List<Optional<KernelException>> results = new ArrayList<>(requests.size());
    int next = 0;
    while (next < requests.size()) {
      out.clear();
      int first = next;
      int firstNumber = sequence;
      do {
        put(requests.get(next++), ACK);
      } while (next < requests.size()
          && next - first < BATCH_MESSAGES
          && out.position() + requests.get(next).payload().length + 64 < BATCH_BYTES);
      out.flip();
      transport.send(out);
      collect(requests, first, next, firstNumber, results);
    }
    return results;
  }

  private void collect(
      List<NetlinkMessage> requests,
      int first,
      int end,
      int firstNumber,
      List<Optional<KernelException>> results)
      throws IOException {
    int base = results.size();
    for (int i = first; i < end; i++) {
      results.add(Optional.empty());
    }
    int missing = end - first;
    while (missing > 0) {
      receive();
      while (in.remaining() >= HEADER) {
        int start = in.position();
        int length = length(start);
        int type = in.getShort(start + 4) & 0xffff;
        int flags = in.getShort(start + 6) & 0xffff;
        int index = in.getInt(start + 8) - firstNumber;
        in.position(Math.min(in.limit(), start + ((length + 3) & ~3)));
        if (type == NLMSG_ERROR && index >= 0 && index < end - first) {
          results.set(
              base + index, refusal(start, length, flags, requests.get(first + index).text()));
          missing--;
        }
      }
    }
  }

  private int put(NetlinkMessage request, int flags) {
    int length = HEADER + request.payload().length;
    if (out.remaining() < length + 3) {
      ByteBuffer larger = direct(out.capacity() + length + 3);
      out.flip();
      larger.put(out);
      out = larger;
    }
    int number = sequence++;
    out.putInt(length)
        .putShort((short) request.type())
        .putShort((short) (REQUEST | flags | request.flags()))
        .putInt(number)
        .putInt(0)
        .put(request.payload());
    while ((out.position() & 3) != 0) {
      out.put((byte) 0);
    }
    return number;
  }

  private void receive() throws IOException {
    int length = transport.receive(in);
    if (length > in.capacity()) {
      in = direct(Integer.highestOneBit(length) * 2);
      throw new WireFormatException("an answer of " + length + " bytes was cut; ask again");
    }
  }

  private int length(int start) throws WireFormatException {
    int length = in.getInt(start);
    if (length < HEADER || length > in.limit() - start) {
      throw new WireFormatException("message at " + start + " of " + length + " bytes");
    }
    return length;
  }

  /** The code and the extended acknowledgement ({@code NLMSGERR_ATTR_MSG}) behind it. */
  private Optional<KernelException> refusal(int start, int length, int flags, String text)
      throws WireFormatException {
    if (length < HEADER + 4) {
      return Optional.empty();
    }
    int errno = -in.getInt(start + HEADER);
    if (errno <= 0) {
      return Optional.empty();
    }
    String words = "";
    int attributes = HEADER + 4 + HEADER;
    if ((flags & HAS_TLVS) != 0 && length > attributes) {
      if ((flags & CAPPED) == 0) {
        attributes += Math.max(0, in.getInt(start + HEADER + 4) - HEADER);
      }
      byte[] copy = new byte[Math.max(0, length - attributes)];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = in.get(start + attributes + i);
      }
      AttributeReader reader = new AttributeReader(copy, 0, copy.length);
      while (reader.next()) {
        if (reader.type() == 1) {
          words = reader.string();
        }
      }
    }
    return Optional.of(new KernelException(text, errno, words));
  }

  @Override
  public void close() {
    transport.close();
  }
}
