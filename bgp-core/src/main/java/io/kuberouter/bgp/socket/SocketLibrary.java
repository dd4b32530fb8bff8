package io.kuberouter.bgp.socket;

/** The C library's part that is needed; its methods are named as there. */
public interface SocketLibrary {

  /** {@code sys/socket.h}. */
  int getsockname(int fd, byte[] address, int[] length);

  /** {@code sys/socket.h}. */
  int getpeername(int fd, byte[] address, int[] length);

  /** {@code sys/socket.h}. */
  int getsockopt(int fd, int level, int name, int[] value, int[] length);

  /** {@code sys/socket.h}. */
  int setsockopt(int fd, int level, int name, byte[] value, int length);
}
