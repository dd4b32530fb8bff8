package io.kuberouter.netlink.transport;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.wire.HostOrder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A netlink socket, over system calls. */
public final class SocketTransport implements NetlinkTransport {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int MSG_PEEK = 2;
  private static final int MSG_TRUNC = 0x20;
  private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int POLLIN = 1;
  private static final int POLLOUT = 4;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;

  /** How long the kernel may leave a request lying that it has no room for. */
  private static final long SEND_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final SystemCalls calls;
  private final int fd;

  /** Readable once the transport is closed, so that a wait ends. */
  private final int wake;

  /** Held while the descriptors are in use: they may be closed, and then reused, only by nobody. */
  private final ReentrantLock use = new ReentrantLock();

  private final ByteBuffer nothing = HostOrder.direct(0);
  private final ByteBuffer polled = HostOrder.direct(16);
  private final AtomicBoolean closed = new AtomicBoolean();

  private SocketTransport(SystemCalls calls, int fd, int wake) {
    this.calls = calls;
    this.fd = fd;
    this.wake = wake;
  }

  /**
   * Opens a socket of a family, in the namespace of the options. No thread of the caller's moves.
   *
   * @throws KernelException when the kernel refuses, or there is no such namespace
   */
  public static SocketTransport open(
      SystemCalls calls, NetlinkProtocol protocol, NetlinkOptions options) throws IOException {
    int fd =
        options.namespace().isPresent()
            ? socketIn(calls, protocol, options.namespace().get())
            : socket(calls, protocol);
    int wake = calls.eventfd(0, EFD_CLOEXEC_NONBLOCK);
    if (wake < 0) {
      calls.close(fd);
      throw new KernelException("eventfd", -wake, "");
    }
    SocketTransport transport = new SocketTransport(calls, fd, wake);
    try {
      transport.setUp(options);
    } catch (IOException e) {
      transport.close();
      throw e;
    }
    return transport;
  }

  private static int socket(SystemCalls calls, NetlinkProtocol protocol) throws IOException {
    return checked(
        "socket(AF_NETLINK, " + protocol + ")",
        calls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC_NONBLOCK, protocol.number()));
  }

  /** A socket stays in the namespace where it was made: a thread goes there, makes it and ends. */
  private static int socketIn(
      SystemCalls calls, NetlinkProtocol protocol, NetworkNamespace namespace) throws IOException {
    FutureTask<Integer> task =
        new FutureTask<>(
            () -> {
              int file = checked("open " + namespace, calls.open(namespace.toString(), O_CLOEXEC));
              try {
                checked("setns " + namespace, calls.setns(file, CLONE_NEWNET));
                return socket(calls, protocol);
              } finally {
                calls.close(file);
              }
            });
    Thread thread = new Thread(task, "netlink-namespace");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KernelException refusal) {
        throw refusal;
      }
      throw new IOException("socket in " + namespace, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a socket was made in " + namespace);
    }
  }

  private static int checked(String what, int result) throws KernelException {
    if (result < 0) {
      throw new KernelException(what, -result, "");
    }
    return result;
  }

  private void setUp(NetlinkOptions options) throws IOException {
    ByteBuffer address = HostOrder.direct(12).putShort(0, (short) AF_NETLINK);
    checked("bind(AF_NETLINK)", calls.bind(fd, address));
    option(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    option(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    if (options.strictChecks()) {
      option(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
    }
    if (option(SOL_SOCKET, SO_RCVBUFFORCE, options.receiveBufferBytes()) < 0) {
      option(SOL_SOCKET, SO_RCVBUF, options.receiveBufferBytes());
    }
  }

  /**
   * Sets an option; one that an old kernel lacks, or that a right is missing for, is done without.
   */
  private int option(int level, int name, int value) {
    return calls.setsockopt(fd, level, name, HostOrder.direct(4).putInt(0, value));
  }

  @Override
  public void join(int group) throws IOException {
    use.lock();
    try {
      checkOpen();
      checked("join multicast group " + group, option(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group));
    } finally {
      use.unlock();
    }
  }

  @Override
  public void send(ByteBuffer datagram) throws IOException {
    use.lock();
    try {
      long end = System.nanoTime() + SEND_NANOS;
      while (true) {
        checkOpen();
        long sent = calls.send(fd, datagram, 0);
        if (sent >= 0) {
          return;
        } else if (sent == -EAGAIN) {
          if (!await(POLLOUT, end - System.nanoTime())) {
            throw new KernelException("send", EAGAIN, "the kernel takes no more requests");
          }
        } else if (sent != -EINTR) {
          throw new KernelException("send", (int) -sent, "");
        }
      }
    } finally {
      use.unlock();
    }
  }

  @Override
  public int peek(long nanos) throws IOException {
    return receive(nothing, nanos, MSG_TRUNC | MSG_PEEK);
  }

  @Override
  public int receive(ByteBuffer into, long nanos) throws IOException {
    into.clear();
    int length = receive(into, nanos, MSG_TRUNC);
    into.limit(Math.min(Math.max(length, 0), into.capacity()));
    return length;
  }

  private int receive(ByteBuffer into, long nanos, int flags) throws IOException {
    use.lock();
    try {
      long end = System.nanoTime() + nanos;
      while (true) {
        checkOpen();
        long length = calls.recv(fd, into, flags); // an answer is there already, as a rule
        if (length >= 0) {
          return (int) length;
        } else if (length == -EAGAIN) {
          if (!await(POLLIN, end - System.nanoTime())) {
            return NOTHING;
          }
        } else if (length != -EINTR) {
          throw new KernelException("receive", (int) -length, "");
        }
      }
    } finally {
      use.unlock();
    }
  }

  /** Returns false when nothing happened in time. */
  private boolean await(int event, long nanos) throws IOException {
    if (nanos <= 0) {
      return false;
    }
    polled.putInt(0, fd).putShort(4, (short) event).putShort(6, (short) 0);
    polled.putInt(8, wake).putShort(12, (short) POLLIN).putShort(14, (short) 0);
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1; // up, lest it turns around in vain
    int result = calls.poll(polled, (int) Math.min(millis, Integer.MAX_VALUE));
    if (result < 0 && result != -EINTR) {
      throw new KernelException("poll", -result, "");
    }
    return result != 0;
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed.get()) {
      throw new ClosedChannelException();
    }
  }

  /**
   * Ends a wait of another thread, waits for that thread, and closes. A second time does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      calls.write(wake, HostOrder.direct(8).putLong(0, 1));
      use.lock();
      try {
        calls.close(fd);
        calls.close(wake);
      } finally {
        use.unlock();
      }
    }
  }
}
