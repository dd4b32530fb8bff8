package io.kuberouter.bgp.bfd.jnr;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import org.jspecify.annotations.Nullable;

/** The C library's part that is needed; its methods are named as there. */
public interface LibC {
  int socket(int domain, int type, int protocol);

  int bind(int fd, @In byte[] address, int length);

  int setsockopt(int fd, int level, int name, @In int[] value, int length);

  long sendto(int fd, @In byte[] bytes, long length, int flags, @In byte[] to, int toLength);

  long recvmsg(int fd, Pointer message, int flags);

  int ppoll(Pointer descriptors, long count, Pointer timeout, @Nullable Pointer signals);

  int eventfd(int value, int flags);

  long write(int fd, @In long[] value, long length);

  long read(int fd, Pointer bytes, long length);

  int close(int fd);

  String strerror(int errno);
}
