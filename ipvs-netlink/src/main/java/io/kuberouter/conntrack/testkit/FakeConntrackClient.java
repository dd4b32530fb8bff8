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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Tracked flows in memory. Tests let them begin and end; listeners hear of it as of the kernel. A
 * flow is found by either of its directions, and has none in common with another one of its zone.
 * Thread safe.
 */
public final class FakeConntrackClient implements ConntrackClient {

  private static final int ENOENT = 2;
  private static final int EEXIST = 17;

  /** A direction of a flow, in a zone. */
  private record Key(FlowTuple direction, int zone) {}

  private final Map<Key, Flow> flows = new LinkedHashMap<>(); // by their original direction
  private final Map<Key, Key> originals = new HashMap<>(); // of both directions
  private final List<Listener> listeners = new ArrayList<>();
  private Optional<Integer> failure = Optional.empty();
  private int lastId;
  private boolean closed;

  /**
   * Lets a flow begin.
   *
   * @return the flow as the kernel tells it: confirmed, and with the number that it got
   * @throws KernelException exists already (EEXIST) when a flow of the zone has one of its
   *     directions
   */
  public synchronized Flow begin(Flow flow) throws KernelException {
    Key original = original(flow);
    Key reply = new Key(flow.reply(), flow.zone());
    if (originals.containsKey(original) || originals.containsKey(reply)) {
      throw new KernelException("conntrack -I of " + flow.original(), EEXIST, "");
    }
    Flow begun = KernelRules.confirmed(flow, ++lastId);
    flows.put(original, begun);
    originals.put(original, original);
    originals.put(reply, original);
    tell(new FlowEvent.New(begun));
    return begun;
  }

  private static Key original(Flow flow) {
    return new Key(flow.original(), flow.zone());
  }

  /** Lets the flows that a filter selects end, as by their timeout. */
  public synchronized int end(FlowFilter filter) {
    List<Flow> ended = selected(filter);
    ended.forEach(flow -> remove(KernelRules.expired(flow)));
    return ended.size();
  }

  private List<Flow> selected(FlowFilter filter) {
    return flows.values().stream().filter(filter::matches).toList();
  }

  private void remove(Flow flow) {
    flows.remove(original(flow));
    originals.remove(original(flow));
    originals.remove(new Key(flow.reply(), flow.zone()));
    tell(new FlowEvent.Destroyed(KernelRules.dying(flow)));
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
    return selected(filter);
  }

  @Override
  public void forEachFlow(FlowFilter filter, Consumer<Flow> each) throws IOException {
    flows(filter).forEach(each);
  }

  @Override
  public synchronized Optional<Flow> flow(FlowTuple direction) throws IOException {
    open("conntrack -G of " + direction);
    return find(direction);
  }

  private Optional<Flow> find(FlowTuple direction) {
    return Optional.ofNullable(originals.get(new Key(direction, 0))).map(flows::get);
  }

  @Override
  public synchronized int delete(FlowFilter filter) throws IOException {
    open("conntrack -D " + filter);
    return remove(filter);
  }

  @Override
  public synchronized int update(FlowFilter filter, FlowUpdate update) throws IOException {
    open("conntrack -U " + filter);
    List<Flow> changed = selected(filter);
    changed.forEach(flow -> update(flow, update));
    return changed.size();
  }

  @Override
  public synchronized void update(FlowTuple direction, FlowUpdate update) throws IOException {
    open("conntrack -U of " + direction);
    Optional<Flow> flow = find(direction);
    if (flow.isEmpty()) {
      throw new KernelException("conntrack -U of " + direction, ENOENT, "");
    }
    update(flow.get(), update);
  }

  private void update(Flow flow, FlowUpdate update) {
    Flow after = KernelRules.updated(flow, update);
    flows.put(original(flow), after);
    tell(new FlowEvent.Updated(after));
    if (update.timeoutSeconds().equals(OptionalLong.of(0))) {
      remove(KernelRules.expired(after));
    }
  }

  private int remove(FlowFilter filter) {
    List<Flow> removed = selected(filter);
    removed.forEach(this::remove);
    return removed.size();
  }

  @Override
  public synchronized void flush() throws IOException {
    open("conntrack -F");
    remove(FlowFilter.ALL);
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
