package io.kuberouter.netlink.testkit;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.transport.NetlinkTransport;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kernel that answers as a test says: each datagram of requests is handed to the script, whose
 * datagrams are received one after the other. It never waits: where none is left, none comes in
 * time. Any thread may call.
 */
public final class ScriptedTransport implements NetlinkTransport {

  /** Answers a datagram of requests. */
  @FunctionalInterface
  public interface Script {
    /** {@return the datagrams of the answer} */
    List<Datagram> answer(List<Datagram.Message> requests) throws WireFormatException;
  }

  private final Script script;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final List<List<Datagram.Message>> sent = new ArrayList<>();
  private final Set<Integer> groups = new TreeSet<>();
  private int overruns;
  private boolean closed;

  /** Answers by a script. */
  public ScriptedTransport(Script script) {
    this.script = script;
  }

  /** Lets a datagram come that nobody asked for. */
  public synchronized void push(Datagram datagram) {
    waiting.add(datagram.toBytes());
  }

  /** Lets the next receipt fail as if events had found no room ({@code ENOBUFS}). */
  public synchronized void overrun() {
    overruns++;
  }

  /** {@return the requests, by datagram} */
  public synchronized List<List<Datagram.Message>> sent() {
    return List.copyOf(sent);
  }

  /** {@return the groups that were joined} */
  public synchronized Set<Integer> groups() {
    return Set.copyOf(groups);
  }

  /** {@return how many datagrams wait to be received} */
  public synchronized int waiting() {
    return waiting.size();
  }

  private void check() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized void send(ByteBuffer datagram) throws IOException {
    check();
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    List<Datagram.Message> requests = Datagram.read(bytes);
    sent.add(requests);
    script.answer(requests).forEach(answer -> waiting.add(answer.toBytes()));
  }

  @Override
  public synchronized int peek(long nanos) throws IOException {
    check();
    byte[] next = waiting.peek();
    return next == null ? NOTHING : next.length;
  }

  @Override
  public synchronized int receive(ByteBuffer into, long nanos) throws IOException {
    check();
    into.clear();
    if (overruns > 0) {
      overruns--;
      throw new KernelException("receive", 105, "");
    }
    byte[] next = waiting.poll();
    if (next == null) {
      into.limit(0);
      return NOTHING;
    }
    into.put(next, 0, Math.min(next.length, into.capacity())).flip();
    return next.length;
  }

  @Override
  public synchronized void join(int group) throws IOException {
    check();
    groups.add(group);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
