package io.kuberouter.bgp.socket;

import static com.kenai.jffi.Type.POINTER;
import static com.kenai.jffi.Type.SINT32;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;

/**
 * The C library's part that is needed, by jffi; its methods are named as there. A result below zero
 * is a negative error number. Any thread.
 */
final class SocketLibrary {

  private static final Invoker INVOKER = Invoker.getInstance();
  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  /** A function of the C library, and how it takes its arguments. */
  private record Function(CallContext context, long address) {}

  private final Function getsockname = function("getsockname", SINT32, POINTER, POINTER);
  private final Function getpeername = function("getpeername", SINT32, POINTER, POINTER);
  private final Function getsockopt =
      function("getsockopt", SINT32, SINT32, SINT32, POINTER, POINTER);
  private final Function setsockopt =
      function("setsockopt", SINT32, SINT32, SINT32, POINTER, SINT32);

  private static Function function(String name, Type... arguments) {
    long address = Library.getDefault().getSymbolAddress(name);
    if (address == 0) {
      throw new UnsatisfiedLinkError("the C library has no " + name);
    }
    return new Function(
        CallContext.getCallContext(SINT32, arguments, CallingConvention.DEFAULT, true), address);
  }

  private static long at(ByteBuffer direct) {
    return MEMORY.getDirectBufferAddress(direct);
  }

  /** The error number is the calling thread's own. */
  private static int result(long returned) {
    return (int) returned < 0 ? -LastError.getInstance().get() : (int) returned;
  }

  /** {@code sys/socket.h}; the buffers are direct ones. */
  int getsockname(int fd, ByteBuffer address, ByteBuffer length) {
    return result(
        INVOKER.invokeN3(getsockname.context, getsockname.address, fd, at(address), at(length)));
  }

  /** {@code sys/socket.h}; the buffers are direct ones. */
  int getpeername(int fd, ByteBuffer address, ByteBuffer length) {
    return result(
        INVOKER.invokeN3(getpeername.context, getpeername.address, fd, at(address), at(length)));
  }

  /** {@code sys/socket.h}; the buffers are direct ones. */
  int getsockopt(int fd, int level, int name, ByteBuffer value, ByteBuffer length) {
    return result(
        INVOKER.invokeN5(
            getsockopt.context, getsockopt.address, fd, level, name, at(value), at(length)));
  }

  /** {@code sys/socket.h}; the buffer is a direct one, taken as a whole. */
  int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return result(
        INVOKER.invokeN5(
            setsockopt.context, setsockopt.address, fd, level, name, at(value), value.capacity()));
  }
}
