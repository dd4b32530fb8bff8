package io.kuberouter.netlink.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Datagrams to and from one netlink family of the kernel. One thread at a time. */
public interface NetlinkTransport extends AutoCloseable {

  /** Sends the buffer's remaining bytes as one datagram; the buffer is direct. */
  void send(ByteBuffer datagram) throws IOException;

  /**
   * Receives one datagram into the direct buffer, from its start, and flips it.
   *
   * @return the datagram's whole length, which is more than the buffer holds if it was cut
   * @throws IOException also when nothing came within the time limit
   */
  int receive(ByteBuffer into) throws IOException;

  @Override
  void close();
}
