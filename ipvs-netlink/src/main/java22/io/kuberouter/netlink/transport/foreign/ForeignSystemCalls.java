package io.kuberouter.netlink.transport.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.kuberouter.netlink.transport.SystemCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * System calls by {@code java.lang.foreign}: from Java 22 on, with {@code
 * --enable-native-access=ALL-UNNAMED}. Any thread may call.
 */
@SuppressWarnings("restricted") // calls of the C library are what it is for
public final class ForeignSystemCalls implements SystemCalls {

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SEND =
      function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECV =
      function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EVENTFD = function("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle WRITE =
      function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPEN = function("open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  /** Where a call of the thread leaves its error number. */
  private final ThreadLocal<MemorySegment> states =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /** A call by a method handle, which may throw anything in Java's eyes, and does not. */
  @FunctionalInterface
  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private long result(Call call) {
    MemorySegment state = states.get();
    long returned;
    try {
      returned = call.with(state);
    } catch (Throwable t) {
      throw new AssertionError("a call of the C library", t);
    }
    return returned < 0 ? -(int) ERRNO.get(state, 0L) : returned;
  }

  private static MemorySegment at(ByteBuffer buffer) {
    return MemorySegment.ofBuffer(buffer);
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return (int) result(s -> (int) SOCKET.invokeExact(s, domain, type, protocol));
  }

  @Override
  public int bind(int fd, ByteBuffer address) {
    return (int) result(s -> (int) BIND.invokeExact(s, fd, at(address), address.remaining()));
  }

  @Override
  public int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return (int)
        result(s -> (int) SETSOCKOPT.invokeExact(s, fd, level, name, at(value), value.remaining()));
  }

  @Override
  public long send(int fd, ByteBuffer bytes, int flags) {
    return result(s -> (long) SEND.invokeExact(s, fd, at(bytes), (long) bytes.remaining(), flags));
  }

  @Override
  public long recv(int fd, ByteBuffer bytes, int flags) {
    return result(s -> (long) RECV.invokeExact(s, fd, at(bytes), (long) bytes.remaining(), flags));
  }

  @Override
  public int poll(ByteBuffer descriptors, int timeoutMillis) {
    long count = descriptors.remaining() / 8;
    return (int) result(s -> (int) POLL.invokeExact(s, at(descriptors), count, timeoutMillis));
  }

  @Override
  public int eventfd(int value, int flags) {
    return (int) result(s -> (int) EVENTFD.invokeExact(s, value, flags));
  }

  @Override
  public long write(int fd, ByteBuffer bytes) {
    return result(s -> (long) WRITE.invokeExact(s, fd, at(bytes), (long) bytes.remaining()));
  }

  @Override
  public int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(path);
      return (int) result(s -> (int) OPEN.invokeExact(s, text, flags));
    }
  }

  @Override
  public int setns(int fd, int type) {
    return (int) result(s -> (int) SETNS.invokeExact(s, fd, type));
  }

  @Override
  public int close(int fd) {
    return (int) result(s -> (int) CLOSE.invokeExact(s, fd));
  }
}
