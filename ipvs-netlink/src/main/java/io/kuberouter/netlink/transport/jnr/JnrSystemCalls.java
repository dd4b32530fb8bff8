package io.kuberouter.netlink.transport.jnr;

import io.kuberouter.netlink.transport.SystemCalls;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** System calls by jnr-ffi: before Java 22. */
public final class JnrSystemCalls implements SystemCalls {

  /** The C library's part that is needed; its methods are named as there. */
  public interface LibC {
    int socket(int domain, int type, int protocol);

    int bind(int fd, ByteBuffer address, int length);

    int setsockopt(int fd, int level, int name, ByteBuffer value, int length);

    long send(int fd, ByteBuffer bytes, long length, int flags);

    long recv(int fd, ByteBuffer bytes, long length, int flags);

    int poll(ByteBuffer descriptors, long count, int timeout);

    int eventfd(int value, int flags);

    long write(int fd, ByteBuffer bytes, long length);

    int open(String path, int flags);

    int setns(int fd, int type);

    int close(int fd);
  }

  private final LibC libc = LibraryLoader.create(LibC.class).load("c");
  private final Runtime runtime = Runtime.getRuntime(libc);

  /** The error number is the calling thread's own. */
  private int result(int returned) {
    return returned < 0 ? -runtime.getLastError() : returned;
  }

  private long result(long returned) {
    return returned < 0 ? -runtime.getLastError() : returned;
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return result(libc.socket(domain, type, protocol));
  }

  @Override
  public int bind(int fd, ByteBuffer address) {
    return result(libc.bind(fd, address, address.remaining()));
  }

  @Override
  public int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return result(libc.setsockopt(fd, level, name, value, value.remaining()));
  }

  @Override
  public long send(int fd, ByteBuffer bytes, int flags) {
    return result(libc.send(fd, bytes, bytes.remaining(), flags));
  }

  @Override
  public long recv(int fd, ByteBuffer bytes, int flags) {
    return result(libc.recv(fd, bytes, bytes.remaining(), flags));
  }

  @Override
  public int poll(ByteBuffer descriptors, int timeoutMillis) {
    return result(libc.poll(descriptors, descriptors.remaining() / 8, timeoutMillis));
  }

  @Override
  public int eventfd(int value, int flags) {
    return result(libc.eventfd(value, flags));
  }

  @Override
  public long write(int fd, ByteBuffer bytes) {
    return result(libc.write(fd, bytes, bytes.remaining()));
  }

  @Override
  public int open(String path, int flags) {
    return result(libc.open(path, flags));
  }

  @Override
  public int setns(int fd, int type) {
    return result(libc.setns(fd, type));
  }

  @Override
  public int close(int fd) {
    return result(libc.close(fd));
  }
}
