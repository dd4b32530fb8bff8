package io.kuberouter.netlink.transport.jffi;

import static com.kenai.jffi.Type.POINTER;
import static com.kenai.jffi.Type.SINT32;
import static com.kenai.jffi.Type.SINT64;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import io.kuberouter.netlink.transport.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * System calls by jffi, the layer below jnr-ffi: before Java 22. It makes no classes at run time,
 * which jnr-ffi does for most of its start. Any thread may call.
 */
public final class JffiSystemCalls implements SystemCalls {

  private static final Invoker INVOKER = Invoker.getInstance();
  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  /** A function of the C library, and how it takes its arguments. */
  private record Function(CallContext context, long address) {}

  private final Library libc = Library.getDefault();
  private final Function socket = function("socket", SINT32, SINT32, SINT32, SINT32);
  private final Function bind = function("bind", SINT32, SINT32, POINTER, SINT32);
  private final Function setsockopt =
      function("setsockopt", SINT32, SINT32, SINT32, SINT32, POINTER, SINT32);
  private final Function send = function("send", SINT64, SINT32, POINTER, SINT64, SINT32);
  private final Function recv = function("recv", SINT64, SINT32, POINTER, SINT64, SINT32);
  private final Function poll = function("poll", SINT32, POINTER, SINT64, SINT32);
  private final Function eventfd = function("eventfd", SINT32, SINT32, SINT32);
  private final Function write = function("write", SINT64, SINT32, POINTER, SINT64);
  private final Function open = function("open", SINT32, POINTER, SINT32);
  private final Function setns = function("setns", SINT32, SINT32, SINT32);
  private final Function close = function("close", SINT32, SINT32);

  private Function function(String name, Type result, Type... arguments) {
    long address = libc.getSymbolAddress(name);
    if (address == 0) {
      throw new UnsatisfiedLinkError("the C library has no " + name);
    }
    return new Function(
        CallContext.getCallContext(result, arguments, CallingConvention.DEFAULT, true), address);
  }

  private static long at(ByteBuffer buffer) {
    return MEMORY.getDirectBufferAddress(buffer) + buffer.position();
  }

  /** The error number is the calling thread's own. */
  private static int result(int returned) {
    return returned < 0 ? -LastError.getInstance().get() : returned;
  }

  private static long result(long returned) {
    return returned < 0 ? -LastError.getInstance().get() : returned;
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return result((int) INVOKER.invokeN3(socket.context, socket.address, domain, type, protocol));
  }

  @Override
  public int bind(int fd, ByteBuffer address) {
    return result(
        (int) INVOKER.invokeN3(bind.context, bind.address, fd, at(address), address.remaining()));
  }

  @Override
  public int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return result(
        (int)
            INVOKER.invokeN5(
                setsockopt.context,
                setsockopt.address,
                fd,
                level,
                name,
                at(value),
                value.remaining()));
  }

  @Override
  public long send(int fd, ByteBuffer bytes, int flags) {
    return result(
        INVOKER.invokeN4(send.context, send.address, fd, at(bytes), bytes.remaining(), flags));
  }

  @Override
  public long recv(int fd, ByteBuffer bytes, int flags) {
    return result(
        INVOKER.invokeN4(recv.context, recv.address, fd, at(bytes), bytes.remaining(), flags));
  }

  @Override
  public int poll(ByteBuffer descriptors, int timeoutMillis) {
    return result(
        (int)
            INVOKER.invokeN3(
                poll.context,
                poll.address,
                at(descriptors),
                descriptors.remaining() / 8,
                timeoutMillis));
  }

  @Override
  public int eventfd(int value, int flags) {
    return result((int) INVOKER.invokeN2(eventfd.context, eventfd.address, value, flags));
  }

  @Override
  public long write(int fd, ByteBuffer bytes) {
    return result(INVOKER.invokeN3(write.context, write.address, fd, at(bytes), bytes.remaining()));
  }

  @Override
  public int open(String path, int flags) {
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    ByteBuffer terminated = ByteBuffer.allocateDirect(text.length + 1).put(text).put((byte) 0);
    terminated.flip();
    return result((int) INVOKER.invokeN2(open.context, open.address, at(terminated), flags));
  }

  @Override
  public int setns(int fd, int type) {
    return result((int) INVOKER.invokeN2(setns.context, setns.address, fd, type));
  }

  @Override
  public int close(int fd) {
    return result((int) INVOKER.invokeN1(close.context, close.address, fd));
  }
}
