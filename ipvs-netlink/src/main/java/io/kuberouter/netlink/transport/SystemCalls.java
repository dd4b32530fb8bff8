package io.kuberouter.netlink.transport;

import java.nio.ByteBuffer;

/**
 * The system calls that a netlink socket needs, named as in the C library. Results are the kernel's
 * own: a negative one is an error number. Buffers are direct; a call takes or fills their remaining
 * bytes and leaves their positions alone. Any thread may call.
 */
public interface SystemCalls {

  /** {@code socket(2)}. */
  int socket(int domain, int type, int protocol);

  /** {@code bind(2)}. */
  int bind(int fd, ByteBuffer address);

  /** {@code setsockopt(2)}. */
  int setsockopt(int fd, int level, int name, ByteBuffer value);

  /** {@code send(2)}. */
  long send(int fd, ByteBuffer bytes, int flags);

  /** {@code recv(2)}. */
  long recv(int fd, ByteBuffer bytes, int flags);

  /** {@code poll(2)} over an array of {@code struct pollfd}. */
  int poll(ByteBuffer descriptors, int timeoutMillis);

  /** {@code eventfd(2)}. */
  int eventfd(int value, int flags);

  /** {@code write(2)}. */
  long write(int fd, ByteBuffer bytes);

  /** {@code open(2)} without a mode. */
  int open(String path, int flags);

  /** {@code setns(2)}: moves the calling thread. */
  int setns(int fd, int type);

  /** {@code close(2)}. */
  int close(int fd);
}
