package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transport by TCP sockets (RFC 4271 section 3). */
final class TcpPeerTransport implements PeerTransport {

  private static final Logger LOG = LoggerFactory.getLogger(TcpPeerTransport.class);

  private final SelectorLoop loop;
  private final List<ServerSocketChannel> servers = new ArrayList<>();
  private final Set<TcpConnection> unflushed = new LinkedHashSet<>();

  /**
   * Octets of one read, of any connection; what is left over is kept by the connection. Room for
   * the largest message and more, but no more than some ten thousand prefixes of one turn.
   */
  final ByteBuffer readRoom = ByteBuffer.allocate(80 * 1024);

  TcpPeerTransport(SelectorLoop loop) {
    this.loop = loop;
  }

  /** Sends what was written in this turn; to be called when all else of it is done. */
  void flush() {
    for (TcpConnection connection : List.copyOf(unflushed)) {
      connection.flush();
    }
    unflushed.clear();
  }

  void flushLater(TcpConnection connection) {
    unflushed.add(connection);
  }

  SelectorLoop loop() {
    return loop;
  }

  @Override
  public Connection connect(PeerConfig peer, Handler handler) {
    TcpConnection connection = new TcpConnection(this, peer.address(), handler);
    try {
      SocketChannel channel = SocketChannel.open(SocketTuning.familyOf(peer.address()));
      connection.use(channel);
      channel.configureBlocking(false);
      if (peer.localAddress().isPresent() || peer.transport().needsSocketControl()) {
        InetSocketAddress local =
            new InetSocketAddress(
                peer.localAddress().orElse(SocketTuning.anyAddressLike(peer.address())), 0);
        channel.bind(local);
      }
      SocketTuning.beforeConnect(channel, peer);
      boolean done = channel.connect(new InetSocketAddress(peer.address(), peer.port()));
      connection.register(SelectionKey.OP_CONNECT);
      if (done) {
        loop.execute(connection::connected);
      }
    } catch (IOException | RuntimeException e) {
      String why = "cannot connect: " + e.getMessage();
      loop.execute(() -> connection.lost(why));
    }
    return connection;
  }

  @Override
  public void listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
    ServerSocketChannel server =
        ServerSocketChannel.open(SocketTuning.familyOf(address.getAddress()));
    try {
      server.configureBlocking(false);
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address);
      SelectorLoop.Ready ready = key -> accept(server, acceptor);
      server.register(loop.selector(), SelectionKey.OP_ACCEPT, ready);
      servers.add(server);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen on "
              + IpAddresses.text(address.getAddress())
              + " port "
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private void accept(ServerSocketChannel server, Acceptor acceptor) {
    try {
      SocketChannel channel = server.accept();
      if (channel == null) {
        return;
      }
      channel.configureBlocking(false);
      TcpConnection connection =
          new TcpConnection(
              this, ((InetSocketAddress) channel.getRemoteAddress()).getAddress(), null);
      connection.use(channel);
      Optional<Accepted> accepted = acceptor.accepted(connection);
      if (accepted.isEmpty()) {
        channel.close();
        return;
      }
      connection.handle(accepted.get().handler());
      connection.register(SelectionKey.OP_READ);
      try {
        SocketTuning.afterAccept(channel, accepted.get().peer());
      } catch (IOException e) {
        connection.lost("the connection cannot be set up: " + e.getMessage());
      }
    } catch (IOException e) {
      LOG.warn("a connection could not be accepted: {}", e.getMessage());
    }
  }

  @Override
  public void expect(PeerConfig peer) {
    servers.forEach(server -> SocketTuning.onListener(server, peer, true));
  }

  @Override
  public void forget(PeerConfig peer) {
    servers.forEach(server -> SocketTuning.onListener(server, peer, false));
  }
}
