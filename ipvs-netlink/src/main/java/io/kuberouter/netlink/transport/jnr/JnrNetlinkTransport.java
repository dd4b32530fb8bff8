package io.kuberouter.netlink.transport.jnr;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.transport.NetlinkTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** A netlink socket by native calls. */
public final class JnrNetlinkTransport implements NetlinkTransport {

  /** {@code NETLINK_ROUTE}. */
  public static final int ROUTE = 0;

  /** {@code NETLINK_NETFILTER}. */
  public static final int NETFILTER = 12;

  /** {@code NETLINK_GENERIC}. */
  public static final int GENERIC = 16;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int MSG_TRUNC = 0x20;
  private static final int EINTR = 4;

  /** The C library's part that is needed; its methods are named as there. */
  public interface LibC {
    int socket(int domain, int type, int protocol);

    int bind(int fd, byte[] address, int length);

    int setsockopt(int fd, int level, int name, byte[] value, int length);

    long send(int fd, ByteBuffer bytes, long length, int flags);

    long recv(int fd, ByteBuffer bytes, long length, int flags);

    int close(int fd);
  }

  private final LibC libc;
  private final Runtime runtime;
  private final int fd;
  private boolean closed;

  private JnrNetlinkTransport(LibC libc, Runtime runtime, int fd) {
    this.libc = libc;
    this.runtime = runtime;
    this.fd = fd;
  }

  /**
   * Opens a socket of a netlink family.
   *
   * @param protocol such as {@link #ROUTE}
   */
  public static JnrNetlinkTransport open(int protocol) throws IOException {
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    Runtime runtime = Runtime.getRuntime(libc);
    int fd = libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
    if (fd < 0) {
      throw new KernelException("socket(AF_NETLINK, " + protocol + ")", runtime.getLastError(), "");
    }
    JnrNetlinkTransport transport = new JnrNetlinkTransport(libc, runtime, fd);
    byte[] address =
        ByteBuffer.allocate(12).order(ByteOrder.nativeOrder()).putShort((short) AF_NETLINK).array();
    if (libc.bind(fd, address, address.length) < 0) {
      int errno = runtime.getLastError();
      transport.close();
      throw new KernelException("bind(AF_NETLINK)", errno, "");
    }
    transport.option(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    transport.option(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    transport.option(SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20);
    transport.timeout(SO_RCVTIMEO, 10);
    transport.timeout(SO_SNDTIMEO, 10);
    return transport;
  }

  /** An option that an old kernel lacks is done without. */
  private void option(int level, int name, int value) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    libc.setsockopt(fd, level, name, bytes, bytes.length);
  }

  private void timeout(int name, long seconds) {
    byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putLong(seconds).array();
    libc.setsockopt(fd, SOL_SOCKET, name, bytes, bytes.length);
  }

  @Override
  public void send(ByteBuffer datagram) throws IOException {
    long sent;
    do {
      sent = libc.send(fd, datagram, datagram.remaining(), 0);
    } while (sent < 0 && runtime.getLastError() == EINTR);
    if (sent < 0) {
      throw new KernelException("send", runtime.getLastError(), "");
    }
  }

  @Override
  public int receive(ByteBuffer into) throws IOException {
    into.clear();
    long length;
    do {
      length = libc.recv(fd, into, into.capacity(), MSG_TRUNC);
    } while (length < 0 && runtime.getLastError() == EINTR);
    if (length < 0) {
      throw new KernelException("receive", runtime.getLastError(), "");
    }
    into.limit((int) Math.min(length, into.capacity()));
    return (int) length;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      libc.close(fd);
    }
  }
}
