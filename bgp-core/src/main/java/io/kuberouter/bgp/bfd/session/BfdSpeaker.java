package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.engine.BfdSession;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BFD sessions on a thread of their own. Any thread may call; what it asks for is done by that
 * thread, in order.
 */
public final class BfdSpeaker implements BfdSessions {

  private static final Logger LOG = LoggerFactory.getLogger(BfdSpeaker.class);
  private static final long LONGEST_WAIT = 60_000_000;

  private final BfdTransport transport;
  private final BfdRunner runner;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private BfdSpeaker(BfdTransport transport, BfdListener listener) {
    this.transport = transport;
    runner = new BfdRunner(transport, listener, new SecureRandom());
    thread = new Thread(this::run, "bfd");
    thread.setDaemon(true);
  }

  /** {@return a speaker without sessions; it closes the transport when it is closed} */
  public static BfdSpeaker start(BfdTransport transport, BfdListener listener) {
    BfdSpeaker speaker = new BfdSpeaker(transport, listener);
    speaker.thread.start();
    return speaker;
  }

  private static long now() {
    return System.nanoTime() / 1000;
  }

  private void run() {
    try {
      while (!closed) {
        long wait = Math.max(0, Math.min(runner.nextDeadline() - now(), LONGEST_WAIT));
        transport.receive(wait).ifPresent(datagram -> runner.receive(datagram, now()));
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
          command.run();
        }
        runner.tick(now());
      }
    } catch (IOException e) {
      LOG.error("BFD ends: {}; sessions are not watched any more", e.getMessage());
    } finally {
      for (BfdStatus status : runner.status()) {
        runner.remove(status.neighbor(), now());
      }
      transport.close();
      closed = true;
      for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
        command.run();
      }
    }
  }

  private void tell(Runnable command) {
    if (closed) {
      throw new IllegalStateException("BFD has ended");
    }
    commands.add(command);
    transport.wakeUp();
  }

  @Override
  public CompletableFuture<Void> add(BfdNeighbor neighbor) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    tell(
        () -> {
          try {
            runner.add(neighbor, now());
            done.complete(null);
          } catch (IOException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  @Override
  public void remove(InetAddress neighbor) {
    tell(() -> runner.remove(neighbor, now()));
  }

  @Override
  public void enable(InetAddress neighbor, boolean enabled) {
    tell(() -> runner.enable(neighbor, enabled, now()));
  }

  @Override
  public CompletableFuture<List<BfdStatus>> status() {
    CompletableFuture<List<BfdStatus>> answer = new CompletableFuture<>();
    tell(() -> answer.complete(runner.status()));
    return answer;
  }

  /** {@return how many datagrams were not taken, by reason} */
  public CompletableFuture<Map<Discard, Long>> discarded() {
    CompletableFuture<Map<Discard, Long>> answer = new CompletableFuture<>();
    tell(() -> answer.complete(runner.discarded()));
    return answer;
  }

  /** Tells every neighbour AdminDown and ends; {@link BfdSession}s are gone after it. */
  @Override
  public void close() {
    closed = true;
    transport.wakeUp();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
