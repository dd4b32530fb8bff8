package io.kuberouter.netlink;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** Runs a test on a thread that has a network namespace of its own, and so have its processes. */
public final class OwnNamespace {

  private static final int CLONE_NEWNET = 0x40000000;

  private OwnNamespace() {}

  /** Runs it, or skips the test where the user may not make a namespace. */
  public static void run(Callable<Void> test) throws Exception {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              if (call("unshare", CLONE_NEWNET) != 0) {
                return false;
              }
              test.call();
              return true;
            });
    Thread thread = new Thread(task, "own-namespace");
    thread.start();
    boolean ran;
    try {
      ran = task.get();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof AssertionError failed) {
        throw failed;
      } else if (e.getCause() instanceof TestAbortedException skipped) {
        throw skipped;
      }
      throw e;
    }
    Assumptions.assumeTrue(ran, "may not make a network namespace: not root");
  }

  /** Takes from the calling thread, for good, what only root may. */
  public static void dropCapabilities() {
    ByteBuffer header = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    ByteBuffer none = ByteBuffer.allocateDirect(24);
    long result =
        call(
            "capset",
            MemoryIO.getInstance().getDirectBufferAddress(header.putInt(0, 0x20080522)),
            MemoryIO.getInstance().getDirectBufferAddress(none));
    if (result != 0) {
      throw new AssertionError("capset: " + result);
    }
  }

  /** A function of the C library whose arguments are numbers and addresses, at most two. */
  private static long call(String name, long... arguments) {
    long address = Library.getDefault().getSymbolAddress(name);
    Type[] types = new Type[arguments.length];
    Arrays.fill(types, Type.SINT64);
    CallContext context =
        CallContext.getCallContext(Type.SINT32, types, CallingConvention.DEFAULT, false);
    Invoker invoker = Invoker.getInstance();
    return (int)
        (arguments.length == 1
            ? invoker.invokeN1(context, address, arguments[0])
            : invoker.invokeN2(context, address, arguments[0], arguments[1]));
  }

  /** {@return what {@code ip} prints: the independent reader} */
  public static String ip(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "ip";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return tool(command);
  }

  /** {@return what a tool prints; its failure is the test's} */
  public static String tool(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + text);
    }
    return text;
  }
}
