package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.util.Optional;

/**
 * Datagrams of sessions on a link (RFC 5881 sections 4 and 5) and over several hops (RFC 5883
 * section 5). All but {@link #wakeUp} is called by one thread.
 */
public interface BfdTransport extends AutoCloseable {

  /** Lowest source port: "in the range 49152 through 65535", RFC 5881 section 4. */
  int LOWEST_SOURCE_PORT = 49152;

  /** TTL and hop limit of all that is sent, and of all that is taken on a link: RFC 5881, 5. */
  int HOP_LIMIT = 255;

  /** Sends the packets of one session, always from the same source port. */
  interface Sender extends AutoCloseable {

    /**
     * Sends a datagram with TTL or hop limit 255.
     *
     * @throws IOException when the kernel refuses: no route, no such local address
     */
    void send(OctetString payload) throws IOException;

    @Override
    void close();
  }

  /**
   * Opens what sends to a neighbour: a source port that no other session has.
   *
   * @throws IOException when the kernel refuses, for example the local address
   */
  Sender open(BfdNeighbor neighbor) throws IOException;

  /**
   * Waits for a datagram.
   *
   * @param micros how long at most; 0 only looks
   * @return absent when time is over or {@link #wakeUp} was called
   */
  Optional<Datagram> receive(long micros) throws IOException;

  /** Ends the wait of another thread, or the next one if there is none. Any thread may call. */
  void wakeUp();

  @Override
  void close();
}
