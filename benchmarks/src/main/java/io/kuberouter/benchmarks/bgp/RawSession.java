package io.kuberouter.benchmarks.bgp;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * A session from our side, just far enough to be ESTABLISHED: unicast of the family of our address,
 * 4-octet AS numbers.
 */
final class RawSession implements AutoCloseable {

  private static final int HEADER = 19;
  private static final byte[] KEEPALIVE = message(4, new byte[0]);

  private final SocketChannel channel;
  private final ByteBuffer in;

  private RawSession(SocketChannel channel, int room) {
    this.channel = channel;
    this.in = ByteBuffer.allocateDirect(room).flip();
  }

  /**
   * Connects and negotiates; tries for a while, since a speaker that starts does not listen yet.
   *
   * @param from our address, of which the last four octets are our BGP identifier
   */
  static RawSession establish(InetSocketAddress to, InetSocketAddress from, int asn, long millis)
      throws IOException, InterruptedException {
    return establish(to, from, asn, millis, 240, 1 << 20);
  }

  /**
   * The same.
   *
   * @param hold seconds of the hold time that is offered
   * @param room octets of the buffer for what comes
   */
  static RawSession establish(
      InetSocketAddress to, InetSocketAddress from, int asn, long millis, int hold, int room)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (true) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(from);
        channel.connect(to);
        RawSession session = new RawSession(channel, room);
        session.negotiate(asn, hold, from.getAddress().getAddress());
        return session;
      } catch (IOException e) {
        channel.close();
        if (System.nanoTime() > end) {
          throw new IOException(from + " → " + to + ": no session: " + e.getMessage(), e);
        }
        Thread.sleep(100);
      }
    }
  }

  private void negotiate(int asn, int hold, byte[] address) throws IOException {
    ByteBuffer open = ByteBuffer.allocate(10 + 2 + 2 + 12);
    open.put((byte) 4).putShort((short) asn).putShort((short) hold);
    open.put(address, address.length - 4, 4);
    byte afi = (byte) (address.length == 4 ? 1 : 2);
    open.put((byte) 14).put(new byte[] {2, 12, 1, 4, 0, afi, 0, 1, 65, 4}).putInt(asn);
    write(ByteBuffer.wrap(message(1, java.util.Arrays.copyOf(open.array(), open.position()))));
    boolean opened = false;
    while (true) {
      int type = next();
      if (type == 1) {
        opened = true;
        write(ByteBuffer.wrap(KEEPALIVE));
      } else if (type == 4 && opened) {
        return;
      } else if (type == 3) {
        throw new IOException("NOTIFICATION " + in.get(body()) + "/" + in.get(body() + 1));
      }
    }
  }

  private static byte[] message(int type, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + body.length);
    out.putLong(-1).putLong(-1).putShort((short) (HEADER + body.length)).put((byte) type);
    return out.put(body).array();
  }

  private int start;
  private int length;

  /** {@return where the body of the message that came last begins in {@link #buffer}} */
  int body() {
    return start + HEADER;
  }

  /** {@return where it ends} */
  int end() {
    return start + length;
  }

  ByteBuffer buffer() {
    return in;
  }

  /** Waits for a message. {@return its type} */
  int next() throws IOException {
    int type = taken();
    while (type < 0) {
      fill();
      type = taken();
    }
    return type;
  }

  /** {@return the type of the next message that is here whole, or -1} */
  int taken() {
    if (in.remaining() < HEADER || in.remaining() < (in.getShort(in.position() + 16) & 0xffff)) {
      return -1;
    }
    start = in.position();
    length = in.getShort(start + 16) & 0xffff;
    in.position(start + length);
    return in.get(start + 18);
  }

  /** Reads once. */
  void fill() throws IOException {
    in.compact();
    int count = channel.read(in);
    in.flip();
    if (count < 0) {
      throw new EOFException("the speaker closed the session");
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Writes all, by several threads in turn; waits where the channel does not. */
  synchronized void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        LockSupport.parkNanos(100_000);
      }
    }
  }

  /** Says that we are there, so that the hold timer of a long run does not end it. */
  void keepalive() throws IOException {
    write(ByteBuffer.wrap(KEEPALIVE));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
