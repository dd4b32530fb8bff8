package io.kuberouter.bgp.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection on the event loop. */
final class TcpConnection implements PeerTransport.Connection, SelectorLoop.Ready {

  /**
   * Octets: more than waits in a socket ({@code net.ipv4.tcp_rmem}), but not as long as a neighbour
   * goes on talking.
   */
  private static final int MOST_TO_CATCH_UP = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
  private static final int CHUNK = 64 * 1024;
  private static final int LOW_WATER = 256 * 1024;

  private final TcpPeerTransport transport;
  private final InetAddress remote;
  private PeerTransport.@Nullable Handler handler;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;

  /** Octets that were read and are not a whole message yet. */
  private byte[] rest = new byte[0];

  private final ArrayDeque<ByteBuffer> out = new ArrayDeque<>();
  private int queued;
  private long sent;
  private boolean closed;

  TcpConnection(
      TcpPeerTransport transport, InetAddress remote, PeerTransport.@Nullable Handler handler) {
    this.transport = transport;
    this.remote = remote;
    this.handler = handler;
  }

  void use(SocketChannel socket) {
    channel = socket;
  }

  void handle(PeerTransport.Handler who) {
    handler = who;
  }

  void register(int operations) throws IOException {
    if (channel != null && !closed) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(transport.loop().selector(), operations, this);
    }
  }

  @Override
  public InetAddress localAddress() {
    try {
      if (channel != null && channel.getLocalAddress() instanceof InetSocketAddress local) {
        return local.getAddress();
      }
    } catch (IOException e) {
      LOG.debug("no local address: {}", e.getMessage());
    }
    return SocketTuning.anyAddressLike(remote);
  }

  @Override
  public int localPort() {
    try {
      return channel != null && channel.getLocalAddress() instanceof InetSocketAddress local
          ? local.getPort()
          : 0;
    } catch (IOException e) {
      return 0; // closed meanwhile
    }
  }

  @Override
  public int remotePort() {
    try {
      return channel != null && channel.getRemoteAddress() instanceof InetSocketAddress remote
          ? remote.getPort()
          : 0;
    } catch (IOException e) {
      return 0; // closed meanwhile
    }
  }

  @Override
  public InetAddress remoteAddress() {
    return remote;
  }

  @Override
  public void ready(SelectionKey ready) {
    try {
      if (ready.isConnectable() && channel != null && channel.finishConnect()) {
        connected();
      }
      if (ready.isValid() && ready.isReadable()) {
        read();
      }
      if (ready.isValid() && ready.isWritable()) {
        flush();
      }
    } catch (IOException e) {
      lost("connection lost: " + e.getMessage());
    }
  }

  void connected() {
    if (!closed && key != null && handler != null) {
      key.interestOps(SelectionKey.OP_READ);
      handler.connected();
    }
  }

  /** {@return how many octets there were to read} */
  private int read() throws IOException {
    if (closed || channel == null || handler == null) {
      return 0;
    }
    ByteBuffer in = transport.readRoom;
    in.clear().put(rest);
    int count = channel.read(in);
    if (count < 0) {
      lost("the neighbour closed the connection");
      return 0;
    }
    in.flip();
    handler.received(in);
    rest = new byte[in.remaining()];
    in.get(rest);
    return count;
  }

  @Override
  public void catchUp() {
    try {
      int read = read();
      for (int all = read; read > 0 && all < MOST_TO_CATCH_UP; all += read) {
        read = read();
      }
    } catch (IOException e) {
      lost("connection lost: " + e.getMessage());
    }
  }

  @Override
  public void write(ByteBuffer octets) {
    if (closed) {
      return;
    }
    queued += octets.remaining();
    while (octets.hasRemaining()) {
      ByteBuffer last = out.peekLast();
      if (last == null || last.limit() == last.capacity()) {
        last = ByteBuffer.allocate(Math.max(octets.remaining() > 512 ? CHUNK : 512, 512)).limit(0);
        out.add(last);
      }
      int take = Math.min(octets.remaining(), last.capacity() - last.limit());
      int at = last.limit();
      last.limit(at + take);
      last.put(at, octets, octets.position(), take);
      octets.position(octets.position() + take);
    }
    transport.flushLater(this);
  }

  @Override
  public int queued() {
    return queued;
  }

  @Override
  public long sent() {
    return sent;
  }

  void flush() {
    if (closed || channel == null || !channel.isConnected()) {
      return;
    }
    int before = queued;
    try {
      send();
    } catch (IOException e) {
      String why = "connection lost: " + e.getMessage();
      transport
          .loop()
          .execute(
              () -> {
                catchUp(); // it may have said why before it closed
                lost(why);
              });
      return;
    }
    if (key != null && key.isValid()) {
      key.interestOps(
          out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
    if (before > 0 && queued < LOW_WATER && handler != null) {
      handler.writable();
    }
  }

  private void send() throws IOException {
    while (!out.isEmpty() && channel != null) {
      ByteBuffer first = out.element();
      int count = channel.write(first);
      queued -= count;
      sent += count;
      if (first.hasRemaining()) {
        return;
      }
      out.remove();
    }
  }

  /** The connection has ended by itself. */
  void lost(String why) {
    if (closed) {
      return;
    }
    shut();
    if (handler != null) {
      handler.closed(why);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (channel != null && channel.isConnected()) {
      try {
        send(); // the NOTIFICATION
      } catch (IOException e) {
        LOG.debug("last words: {}", e.getMessage());
      }
    }
    shut();
  }

  private void shut() {
    closed = true;
    out.clear();
    queued = 0;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("closing a connection: {}", e.getMessage());
    }
  }
}
