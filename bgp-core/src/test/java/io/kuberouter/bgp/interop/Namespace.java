package io.kuberouter.bgp.interop;

import static com.kenai.jffi.Type.POINTER;
import static com.kenai.jffi.Type.SINT32;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace of this run's own. */
public final class Namespace implements Closeable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int CLONE_NEWNET = 0x4000_0000;

  private final String name =
      "bgp-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

  Namespace() throws IOException {
    Command.must(List.of("ip", "netns", "add", name));
    ip("link", "set", "lo", "up");
  }

  String name() {
    return name;
  }

  /** {@return a command as it is run inside; it becomes the process that is started} */
  public List<String> inside(List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(words);
    return all;
  }

  /** Runs {@code ip} inside. */
  public void ip(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "-n", name));
    all.addAll(List.of(words));
    Command.must(all);
  }

  /** Runs {@code nft} inside. */
  String nft(String words) throws IOException {
    return Command.must(inside(List.of("nft", words)));
  }

  /** Has nothing come or go any more, while its links stay up. */
  public void cut() throws IOException {
    nft(
        "add table inet cut;"
            + " add chain inet cut in { type filter hook input priority 0; policy drop; };"
            + " add chain inet cut out { type filter hook output priority 0; policy drop; }");
  }

  /** Undoes {@link #cut}. */
  public void heal() throws IOException {
    nft("delete table inet cut");
  }

  /** {@return a counter of {@code /proc/net/netstat}, such as {@code TCPMD5Failure}} */
  long netstat(String counter) throws IOException {
    String out = Command.must(inside(List.of("cat", "/proc/net/netstat")));
    String[] names = {};
    for (String line : out.split("\n")) {
      String[] words = line.split(" ");
      int at = List.of(names).indexOf(counter);
      if (at >= 0) {
        return Long.parseLong(words[at]);
      }
      names = words;
    }
    throw new IOException("no counter " + counter + " in /proc/net/netstat");
  }

  /**
   * Puts the calling thread, and the threads and processes that it starts from now on, inside. It
   * cannot be undone: the thread must end with what it does there.
   */
  public void enter() throws IOException {
    byte[] path = ("/run/netns/" + name + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer room = ByteBuffer.allocateDirect(path.length).put(path);
    int fd = call("open", POINTER, MemoryIO.getInstance().getDirectBufferAddress(room), 0);
    Reference.reachabilityFence(room);
    try {
      call("setns", SINT32, fd, CLONE_NEWNET);
    } finally {
      call("close", SINT32, fd, 0);
    }
  }

  /** What is done inside. */
  public interface Visit {
    void run() throws Exception;
  }

  /** Does something inside, on a thread of its own, and waits for its end. */
  public void visit(Visit visit) throws Exception {
    CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Optional<Throwable> failure = Optional.empty();
              try {
                enter();
                visit.run();
              } catch (Exception | Error e) {
                failure = Optional.of(e);
              } finally {
                end.complete(failure);
              }
            },
            name);
    thread.start();
    Throwable failure = end.get().orElse(null);
    if (failure instanceof Error e) {
      throw e;
    } else if (failure instanceof Exception e) {
      throw e;
    }
  }

  private int call(String function, Type of, long first, long second) throws IOException {
    long address = Library.getDefault().getSymbolAddress(function);
    Type[] arguments = {of, SINT32};
    CallContext context =
        CallContext.getCallContext(SINT32, arguments, CallingConvention.DEFAULT, true);
    int result = (int) Invoker.getInstance().invokeN2(context, address, first, second);
    if (result < 0) {
      int error = LastError.getInstance().get();
      throw new IOException("namespace " + name + ": " + function + ": errno " + error);
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    Command.must(List.of("ip", "netns", "delete", name));
  }
}
