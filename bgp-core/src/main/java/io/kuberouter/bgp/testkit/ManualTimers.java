package io.kuberouter.bgp.testkit;

import io.kuberouter.bgp.session.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * An event loop whose time passes when a test says so: hours take no longer than what happens in
 * them. For one thread.
 */
public final class ManualTimers implements EventLoop {

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

  private static final int MOST_TURNS = 1_000_000;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Waiting> timers =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingLong(w -> w.due).thenComparingLong(w -> w.order));
  private final List<Runnable> hooks = new ArrayList<>();
  private long now = 1_000_000;
  private long order;
  private boolean again;

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Timer after(long millis, Runnable task) {
    Waiting waiting = new Waiting(now + millis, order++, task);
    timers.add(waiting);
    return waiting;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void atEndOfTurn(Runnable hook) {
    hooks.add(hook);
  }

  @Override
  public void anotherTurn() {
    again = true;
  }

  /**
   * Does all that is to be done now; time stands still.
   *
   * @throws IllegalStateException when there is no end to it
   */
  public void settle() {
    int turns = 0;
    while (turn()) {
      if (++turns > MOST_TURNS) {
        throw new IllegalStateException("no end of things to do at " + now);
      }
    }
  }

  private boolean turn() {
    again = false;
    for (int left = tasks.size(); left > 0; left--) {
      tasks.remove().run();
    }
    hooks.forEach(Runnable::run);
    return again || !tasks.isEmpty();
  }

  /**
   * Lets some time pass, and what is due in it happen, and one turn: as if it took so long.
   *
   * @return whether there is more to do at once
   */
  public boolean turn(Duration lasting) {
    now += lasting.toMillis();
    for (Waiting due = timers.peek(); due != null && due.due <= now; due = timers.peek()) {
      timers.remove();
      if (!due.cancelled) {
        due.task.run();
      }
    }
    return turn();
  }

  /** Lets time pass, and all happen that is due in it, in order. */
  public void advance(Duration time) {
    long until = now + time.toMillis();
    settle();
    for (Waiting next = timers.peek(); next != null && next.due <= until; next = timers.peek()) {
      timers.remove();
      if (!next.cancelled) {
        now = Math.max(now, next.due);
        next.task.run();
        settle();
      }
    }
    now = until;
  }

  /** {@return how many timers run, for tests that look for leaks} */
  public int running() {
    timers.removeIf(w -> w.cancelled);
    return timers.size();
  }
}
