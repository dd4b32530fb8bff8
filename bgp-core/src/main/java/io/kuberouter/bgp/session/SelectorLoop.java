package io.kuberouter.bgp.session;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loop on a thread of its own that waits for sockets. */
final class SelectorLoop implements EventLoop, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);
  private static final long LONGEST_WAIT = 60_000;

  /** Done in one turn, so that whoever has much to say keeps neither timers nor sockets waiting. */
  private static final int MOST_TASKS = 1024;

  /** A channel that is ready for something. */
  interface Ready {
    void ready(SelectionKey key);
  }

  private static final class Waiting implements Timer {
    private final long due;
    private final long order;
    private final Runnable task;
    private boolean cancelled;

    private Waiting(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Waiting> timers =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingLong(w -> w.due).thenComparingLong(w -> w.order));
  private final List<Runnable> hooks = new ArrayList<>();
  private final Thread thread;
  private long order;
  private boolean again;
  private volatile boolean stopping;

  SelectorLoop(String name) throws IOException {
    selector = Selector.open();
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  boolean isLoopThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public long millis() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public Timer after(long millis, Runnable task) {
    Waiting waiting = new Waiting(millis() + millis, order++, task);
    timers.add(waiting);
    return waiting;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  @Override
  public void atEndOfTurn(Runnable hook) {
    hooks.add(hook);
  }

  @Override
  public void anotherTurn() {
    again = true;
  }

  /** Ends the loop after the turn in which it is. */
  void stop() {
    stopping = true;
    selector.wakeup();
  }

  private void run() {
    try {
      while (!stopping) {
        turn();
      }
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.error("the event loop has stopped: {}", e.getMessage());
    }
  }

  private void turn() throws IOException {
    long wait = again || !tasks.isEmpty() ? 0 : untilNextTimer();
    again = false;
    if (wait == 0) {
      selector.selectNow();
    } else {
      selector.select(wait);
    }
    runTasks();
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      SelectionKey key = ready.next();
      ready.remove();
      if (key.isValid() && key.attachment() instanceof Ready channel) {
        guarded(() -> channel.ready(key));
        runTimers(); // keepalives of one session do not wait for the routes of all others
      }
    }
    runTimers();
    for (Runnable hook : hooks) {
      guarded(hook);
    }
  }

  private void runTasks() {
    Runnable task = tasks.poll();
    for (int left = MOST_TASKS; task != null; task = --left > 0 ? tasks.poll() : null) {
      guarded(task);
    }
    runTimers();
  }

  private void runTimers() {
    long now = millis();
    for (Waiting due = timers.peek();
        due != null && (due.cancelled || due.due <= now);
        due = timers.peek()) {
      timers.remove();
      if (!due.cancelled) {
        guarded(due.task);
      }
    }
  }

  private long untilNextTimer() {
    while (!timers.isEmpty() && timers.element().cancelled) {
      timers.remove();
    }
    long wait = timers.isEmpty() ? LONGEST_WAIT : timers.element().due - millis();
    return Math.max(0, Math.min(wait, LONGEST_WAIT));
  }

  /** A thread's top: a mistake in one thing must not end the sessions of all others. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a mistake of ours, the speaker goes on", e);
    }
  }

  /** Ends the loop and waits for that, at most two seconds. */
  @Override
  public void close() {
    stop();
    if (!isLoopThread()) {
      try {
        thread.join(2000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
