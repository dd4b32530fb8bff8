package io.kuberouter.netlink;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** Runs a test on a thread that has a network namespace of its own, and so have its processes. */
public final class OwnNamespace {

  private static final int CLONE_NEWNET = 0x40000000;

  /** The C library's part that is needed. */
  public interface LibC {
    int unshare(int flags);

    int capset(int[] header, int[] data);
  }

  private OwnNamespace() {}

  /** Runs it, or skips the test where the user may not make a namespace. */
  public static void run(Callable<Void> test) throws Exception {
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              if (libc.unshare(CLONE_NEWNET) != 0) {
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
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    int result = libc.capset(new int[] {0x20080522, 0}, new int[6]);
    if (result != 0) {
      throw new AssertionError("capset: " + result);
    }
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
