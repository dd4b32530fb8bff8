package io.kuberouter.bgp.bfd.jffi;

import static com.kenai.jffi.Type.POINTER;
import static com.kenai.jffi.Type.SINT32;
import static com.kenai.jffi.Type.SINT64;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Platform;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The C library's part that is needed, by jffi; its methods are named as there. A result below zero
 * is a negative error number; buffers are direct ones. Any thread.
 */
final class LibC {

  private static final Invoker INVOKER = Invoker.getInstance();
  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  /** A function of the C library, and how it takes its arguments. */
  private record Function(CallContext context, long address) {}

  private final Function socket = function("socket", SINT32, SINT32, SINT32, SINT32);
  private final Function bind = function("bind", SINT32, SINT32, POINTER, SINT32);
  private final Function setsockopt =
      function("setsockopt", SINT32, SINT32, SINT32, SINT32, POINTER, SINT32);
  private final Function sendto =
      function("sendto", SINT64, SINT32, POINTER, SINT64, SINT32, POINTER, SINT32);
  private final Function recvmsg = function("recvmsg", SINT64, SINT32, POINTER, SINT32);
  private final Function ppoll = function("ppoll", SINT32, POINTER, SINT64, POINTER, POINTER);
  private final Function eventfd = function("eventfd", SINT32, SINT32, SINT32);
  private final Function write = function("write", SINT64, SINT32, POINTER, SINT64);
  private final Function read = function("read", SINT64, SINT32, POINTER, SINT64);
  private final Function close = function("close", SINT32, SINT32);
  private final Function strerror = function("strerror", POINTER, SINT32);

  private static Function function(String name, Type result, Type... arguments) {
    long address = Library.getDefault().getSymbolAddress(name);
    if (address == 0) {
      throw new UnsatisfiedLinkError("the C library has no " + name);
    }
    return new Function(
        CallContext.getCallContext(result, arguments, CallingConvention.DEFAULT, true), address);
  }

  /** {@return whether pointers and sizes have eight octets} */
  static boolean is64Bit() {
    return Platform.getPlatform().addressSize() == 64;
  }

  /** {@return where a direct buffer begins} */
  static long at(ByteBuffer buffer) {
    return MEMORY.getDirectBufferAddress(buffer);
  }

  /** The error number is the calling thread's own. */
  private static int result(int returned) {
    return returned < 0 ? -LastError.getInstance().get() : returned;
  }

  int socket(int domain, int type, int protocol) {
    return result((int) INVOKER.invokeN3(socket.context, socket.address, domain, type, protocol));
  }

  int bind(int fd, ByteBuffer address, int length) {
    return result((int) INVOKER.invokeN3(bind.context, bind.address, fd, at(address), length));
  }

  int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return result(
        (int)
            INVOKER.invokeN5(
                setsockopt.context,
                setsockopt.address,
                fd,
                level,
                name,
                at(value),
                value.capacity()));
  }

  int sendto(int fd, ByteBuffer octets, int length, ByteBuffer to, int toLength) {
    return result(
        (int)
            INVOKER.invokeN6(
                sendto.context, sendto.address, fd, at(octets), length, 0, at(to), toLength));
  }

  int recvmsg(int fd, ByteBuffer message) {
    return result((int) INVOKER.invokeN3(recvmsg.context, recvmsg.address, fd, at(message), 0));
  }

  int ppoll(ByteBuffer descriptors, int count, ByteBuffer timeout) {
    return result(
        (int)
            INVOKER.invokeN4(ppoll.context, ppoll.address, at(descriptors), count, at(timeout), 0));
  }

  int eventfd(int value, int flags) {
    return result((int) INVOKER.invokeN2(eventfd.context, eventfd.address, value, flags));
  }

  int write(int fd, ByteBuffer octets) {
    return result(
        (int) INVOKER.invokeN3(write.context, write.address, fd, at(octets), octets.capacity()));
  }

  int read(int fd, ByteBuffer octets) {
    return result(
        (int) INVOKER.invokeN3(read.context, read.address, fd, at(octets), octets.capacity()));
  }

  int close(int fd) {
    return result((int) INVOKER.invokeN1(close.context, close.address, fd));
  }

  String strerror(int errno) {
    long text = INVOKER.invokeN1(strerror.context, strerror.address, errno);
    return new String(MEMORY.getZeroTerminatedByteArray(text), StandardCharsets.UTF_8);
  }
}
