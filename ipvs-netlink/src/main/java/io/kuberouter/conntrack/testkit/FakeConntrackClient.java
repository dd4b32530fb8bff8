package io.kuberouter.conntrack.testkit;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowEvent;
import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.conntrack.FlowUpdate;
import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.FlowEvents;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.testkit.EventQueue;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tracked flows in memory. Tests let them begin and end; listeners hear of it as of the kernel.
 * Thread safe.
 */
public final class FakeConntrackClient implements ConntrackClient {

  private static final int ENOENT = 2;
  private static final int EEXIST = 17;

  /** What tells a flow from others: its first packet's direction, in a zone. */
  private record Key(FlowTuple original, int zone) {
    static Key of(Flow flow) {
      return new Key(flow.original(), flow.zone());
    }
  }

  private final Map<Key, Flow> flows = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private Optional<Integer> failure = Optional.empty();
  private int lastId;
  private boolean closed;

  /**
   * Lets a flow begin.
   *
   * @return the flow with the number that it got
   * @throws KernelException exists already (EEXIST) when it is tracked
   */
  public synchronized Flow begin(Flow flow) throws KernelException {
    Flow numbered = flow.withId(++lastId);
    if (flows.putIfAbsent(Key.of(flow), numbered) != null) {
      throw new KernelException("conntrack -I of " + flow.original(), EEXIST, "");
    }
    tell(new FlowEvent.New(numbered));
    return numbered;
  }

  /** Lets the flows that a filter selects end, as by their timeout. */
  public synchronized int end(FlowFilter filter) {
    List<Flow> ended = flows.values().stream().filter(filter::matches).toList();
    for (Flow flow : ended) {
      flows.remove(Key.of(flow));
      tell(new FlowEvent.Destroyed(flow));
    }
    return ended.size();
  }

  /** Answers the next call with a refusal. */
  public synchronized void failNext(int errno) {
    failure = Optional.of(errno);
  }

  /** Tells all listeners that events were lost. */
  public synchronized void loseEvents() {
    tell(new FlowEvent.Lost());
  }

  private void tell(FlowEvent event) {
    listeners.forEach(listener -> listener.queue.add(event));
  }

  /** {@return what becomes of the flows from now on} */
  public synchronized FlowEvents events() {
    Listener listener = new Listener(this);
    listeners.add(listener);
    return listener;
  }

  private void open(String request) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (failure.isPresent()) {
      int errno = failure.get();
      failure = Optional.empty();
      throw new KernelException(request, errno, "");
    }
  }

  @Override
  public synchronized List<Flow> flows(FlowFilter filter) throws IOException {
    open("conntrack -L " + filter);
    return flows.values().stream().filter(filter::matches).toList();
  }

  @Override
  public void forEachFlow(FlowFilter filter, Consumer<Flow> each) throws IOException {
    flows(filter).forEach(each);
  }

  @Override
  public synchronized Optional<Flow> flow(FlowTuple original) throws IOException {
    open("conntrack -G of " + original);
    return Optional.ofNullable(flows.get(new Key(original, 0)));
  }

  @Override
  public synchronized int delete(FlowFilter filter) throws IOException {
    open("conntrack -D " + filter);
    return end(filter);
  }

  @Override
  public synchronized int update(FlowFilter filter, FlowUpdate update) throws IOException {
    open("conntrack -U " + filter);
    List<Flow> changed = flows.values().stream().filter(filter::matches).toList();
    changed.forEach(flow -> update(flow, update));
    return changed.size();
  }

  @Override
  public synchronized void update(FlowTuple original, FlowUpdate update) throws IOException {
    open("conntrack -U of " + original);
    Flow flow = flows.get(new Key(original, 0));
    if (flow == null) {
      throw new KernelException("conntrack -U of " + original, ENOENT, "");
    }
    update(flow, update);
  }

  private void update(Flow flow, FlowUpdate update) {
    Flow after = flow.with(update);
    flows.put(Key.of(flow), after);
    tell(new FlowEvent.Updated(after));
  }

  @Override
  public synchronized void flush() throws IOException {
    open("conntrack -F");
    end(FlowFilter.ALL);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private synchronized void forget(Listener listener) {
    listeners.remove(listener);
  }

  private static final class Listener implements FlowEvents {
    private final FakeConntrackClient kernel;
    private final EventQueue<FlowEvent> queue = new EventQueue<>();

    Listener(FakeConntrackClient kernel) {
      this.kernel = kernel;
    }

    @Override
    public FlowEvent take() throws IOException {
      return queue.take();
    }

    @Override
    public Optional<FlowEvent> poll(Duration time) throws IOException {
      return queue.poll(time);
    }

    @Override
    public void close() {
      kernel.forget(this);
      queue.close();
    }
  }
}
