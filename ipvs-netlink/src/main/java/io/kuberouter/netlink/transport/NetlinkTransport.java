package io.kuberouter.netlink.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Datagrams to and from one netlink family of the kernel. One thread at a time, but {@link #close}
 * may come from any, and ends a wait.
 */
public interface NetlinkTransport extends AutoCloseable {

  /**
   * Sends the buffer's remaining bytes as one datagram; the buffer is direct.
   *
   * @throws java.nio.channels.ClosedChannelException when closed
   * @throws io.kuberouter.netlink.KernelException when the kernel refuses
   */
  void send(ByteBuffer datagram) throws IOException;

  /**
   * Waits for a datagram, which stays to be received.
   *
   * @param nanos how long, in nanoseconds
   * @return its length; {@link #NOTHING} when none came in time
   * @throws java.nio.channels.ClosedChannelException when closed, also during the wait
   * @throws io.kuberouter.netlink.KernelException ENOBUFS when events were lost
   */
  int peek(long nanos) throws IOException;

  /**
   * Receives one datagram into the direct buffer, from its start, and flips it.
   *
   * @param nanos how long to wait for it, in nanoseconds
   * @return the datagram's whole length, which is more than the buffer holds if it was cut; {@link
   *     #NOTHING} when none came in time
   * @throws java.nio.channels.ClosedChannelException when closed, also during the wait
   * @throws io.kuberouter.netlink.KernelException ENOBUFS when events were lost
   */
  int receive(ByteBuffer into, long nanos) throws IOException;

  /** No datagram came in time. */
  int NOTHING = -1;

  /**
   * Takes part in a multicast group ({@code NETLINK_ADD_MEMBERSHIP}).
   *
   * @throws io.kuberouter.netlink.KernelException when the kernel refuses
   */
  void join(int group) throws IOException;

  @Override
  void close();
}
