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
import java.nio.ByteOrder;

/**
 * The C library's part that is needed, by jffi; the methods are named as there, and return a
 * negative error number where the call fails. Buffers are direct ones. Any thread.
 */
final class SocketLibrary {

  private static final Invoker INVOKER = Invoker.getInstance();
  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  /** A function, and how it takes its arguments. */
  private record Function(CallContext context, long address) {}

  private final Library libc = Library.getDefault();
  private final Function getsockname = function("getsockname", SINT32, POINTER, POINTER);
  private final Function getpeername = function("getpeername", SINT32, POINTER, POINTER);
  private final Function getsockopt =
      function("getsockopt", SINT32, SINT32, SINT32, POINTER, POINTER);
  private final Function setsockopt =
      function("setsockopt", SINT32, SINT32, SINT32, POINTER, SINT32);

  private Function function(String name, Type... arguments) {
    long address = libc.getSymbolAddress(name);
    if (address == 0) {
      throw new UnsatisfiedLinkError("the C library has no " + name);
    }
    return new Function(
        CallContext.getCallContext(SINT32, arguments, CallingConvention.DEFAULT, true), address);
  }

  /** {@return room in the machine's byte order} */
  static ByteBuffer room(int octets) {
    return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
  }

  private static long at(ByteBuffer buffer) {
    return MEMORY.getDirectBufferAddress(buffer);
  }

  private static int result(long returned) {
    return (int) returned < 0 ? -LastError.getInstance().get() : (int) returned;
  }

  int getsockname(int fd, ByteBuffer address) {
    return name(getsockname, fd, address);
  }

  int getpeername(int fd, ByteBuffer address) {
    return name(getpeername, fd, address);
  }

  private static int name(Function function, int fd, ByteBuffer address) {
    ByteBuffer length = room(4).putInt(0, address.capacity());
    return result(
        INVOKER.invokeN3(function.context, function.address, fd, at(address), at(length)));
  }

  int getsockopt(int fd, int level, int name, ByteBuffer value) {
    ByteBuffer length = room(4).putInt(0, value.capacity());
    return result(
        INVOKER.invokeN5(
            getsockopt.context, getsockopt.address, fd, level, name, at(value), at(length)));
  }

  int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return result(
        INVOKER.invokeN5(
            setsockopt.context, setsockopt.address, fd, level, name, at(value), value.capacity()));
  }
}
