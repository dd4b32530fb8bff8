package io.kuberouter.bgp.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** How octets get to neighbours. All calls, both ways, are on the event loop. */
public interface PeerTransport {

  /** A connection, or the attempt at one. */
  interface Connection {

    /** {@return our address} */
    InetAddress localAddress();

    /** {@return the neighbour's address} */
    InetAddress remoteAddress();

    /** {@return our port; 0 where there are none} */
    default int localPort() {
      return 0;
    }

    /** {@return the neighbour's port; 0 where there are none} */
    default int remotePort() {
      return 0;
    }

    /** Sends octets, which are copied; they leave at the end of the turn. */
    void write(ByteBuffer octets);

    /** {@return how many octets have not left yet} */
    int queued();

    /** {@return how many octets have left} */
    long sent();

    /** Tells the handler at once of octets that have come and were not read yet. */
    default void catchUp() {}

    /** Closes, after what can leave at once has left. The handler hears no more. */
    void close();
  }

  /** Hears of a connection. */
  interface Handler {

    /** The connection that was asked for is there. */
    void connected();

    /**
     * Octets are there.
     *
     * @param in to be consumed as far as they are understood; the rest comes again with more
     */
    void received(ByteBuffer in);

    /** Few octets are queued, so that more may be written. */
    void writable();

    /** The connection did not come about, or has ended. */
    void closed(String why);
  }

  /** Hears of neighbours that connect. */
  interface Acceptor {
    /** {@return who hears of the connection; none: it is closed} */
    Optional<Accepted> accepted(Connection connection);
  }

  /** A neighbour's connection that is taken. */
  record Accepted(PeerConfig peer, Handler handler) {}

  /** Begins to connect. */
  Connection connect(PeerConfig peer, Handler handler);

  /**
   * Waits for neighbours on an address.
   *
   * @throws IOException when it cannot be bound
   */
  void listen(InetSocketAddress address, Acceptor acceptor) throws IOException;

  /** A neighbour is known: what its connections need on the sockets that wait. */
  void expect(PeerConfig peer);

  /** A neighbour is known no more. */
  void forget(PeerConfig peer);
}
