package io.kuberouter.sync.agent;

import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.dataplane.SpeakerPlane;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Draining;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.Note;
import io.kuberouter.sync.watch.ClusterSource;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one node: takes the cluster's events, plans what they change and applies it; looks
 * at everything again from time to time. The thread that calls {@link #run} does all of it, and is
 * the only one that writes to the kernel; {@link #close} may come from any thread and leaves the
 * data plane in place.
 */
public final class NodeAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

  /** Events that come within this time of each other are planned together. */
  private static final Duration GATHER = Duration.ofMillis(20);

  /** How long the kernel may take to add its own route for a new IPv6 address. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** How long routes of an earlier run stay until the sessions have told them again. */
  private static final Duration LEARN_AGAIN = Duration.ofSeconds(60);

  /** How often servers that drain are asked for connections. */
  private static final Duration DRAIN_LOOK = Duration.ofSeconds(1);

  /** The loop comes around at least this often, so that whoever watches it sees that it goes. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private static final int NOTES_REMEMBERED = 1000;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  private final AgentOptions options;
  private final String nodeName;
  private final String cniConf;
  private final ClusterSource source;
  private final NodeIo io;
  private final Map<Cidr, Optional<InetAddress>> learned = new ConcurrentHashMap<>();
  private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
  private final Set<Note> said =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Note, Boolean> eldest) {
              return size() > NOTES_REMEMBERED;
            }
          });
  private volatile boolean stopped;
  private volatile long lastTurn = System.nanoTime();

  /** Puts an agent together; {@link #run} starts it. */
  public NodeAgent(
      AgentOptions options, String nodeName, String cniConf, ClusterSource source, NodeIo io) {
    this.options = options;
    this.nodeName = nodeName;
    this.cniConf = cniConf;
    this.source = source;
    this.io = io;
  }

  /**
   * Runs until {@link #close}.
   *
   * @throws IOException when the node cannot be served at all: no Node object, no such address
   */
  public void run() throws IOException, InterruptedException {
    source.start(events::add);
    List<ClusterEvent> first = new ArrayList<>();
    ClusterEvent event;
    do {
      lastTurn = System.nanoTime();
      event = events.poll(1, TimeUnit.SECONDS);
      if (event != null) {
        first.add(event);
      }
      if (stopped) {
        return;
      }
    } while (!(event instanceof ClusterEvent.Synced));
    PlanSession session = new PlanSession(options);
    ClusterModel model = session.online(first, nodeName, cniConf, io);
    session.notes().forEach(this::say);
    model.takeFreshNotes(); // those have just been said
    NodeView node = PlanSession.ownNode(first, nodeName);
    try (BgpPlane bgp = options.common().runRouter() ? speaker(node) : BgpPlane.SILENT) {
      new Loop(model, Ledger.open(io.stateFolder()), bgp).run();
    }
  }

  /**
   * {@return how long ago the agent's loop came around last: a few seconds at most, unless the node
   * does not answer} That the API server is away does not stop it. Any thread may ask.
   */
  public Duration sinceLastTurn() {
    return Duration.ofNanos(System.nanoTime() - lastTurn);
  }

  /** Learned routes wait in a map; a word in the queue wakes the loop. */
  private BgpPlane speaker(NodeView node) throws IOException {
    List<InetAddress> listen = new ArrayList<>();
    if (options.common().enableIpv4()) {
      node.bestIp(false).ifPresent(listen::add);
    }
    if (options.common().enableIpv6()) {
      node.bestIp(true).ifPresent(listen::add);
    }
    InetAddress identifier =
        node.bestIp(false)
            .orElseThrow(
                () -> new IOException("a BGP identifier needs an IPv4 address of the node"));
    return new SpeakerPlane(
        options.router(),
        listen,
        identifier,
        (destination, nextHop) -> {
          learned.put(destination, nextHop);
          events.add(new ClusterEvent.Synced());
        });
  }

  private void say(Note note) {
    if (said.add(note)) {
      LOG.warn("{}: {}", note.subject(), note.text());
    }
  }

  /** The state of a running agent. */
  private final class Loop {
    private final ClusterModel model;
    private final NodeObserver observer;
    private final PlanApplier applier;
    private Observed observed = new Observed();
    private final long learnedAgain = System.nanoTime() + LEARN_AGAIN.toNanos();
    private long nextFull = System.nanoTime();
    private Duration retry = FIRST_RETRY;
    private final Draining draining = PlanSession.draining(options);
    private long nextDrainLook = Long.MAX_VALUE;

    /** New IPv6 addresses, oldest first, and when the kernel has done its part for each. */
    private final Map<InetAddress, Long> settling = new LinkedHashMap<>();

    Loop(ClusterModel model, Ledger ledger, BgpPlane bgp) {
      this.model = model;
      this.observer = new NodeObserver(io, options, ledger);
      this.applier = new PlanApplier(io, ledger, bgp);
    }

    void run() throws InterruptedException {
      while (!stopped) {
        lastTurn = System.nanoTime();
        long wait = nextFull - System.nanoTime();
        if (wait <= 0) {
          full();
          continue;
        }
        wait = Math.min(wait, TURN.toNanos());
        if (!settling.isEmpty()) {
          long settled = settling.values().iterator().next() - System.nanoTime();
          if (settled <= 0) {
            kernelRoutes();
            continue;
          }
          wait = Math.min(wait, settled);
        }
        if (!draining.isIdle()) {
          long look = lookAtDraining();
          if (look <= 0) {
            continue;
          }
          wait = Math.min(wait, look);
        }
        ClusterEvent event = events.poll(wait, TimeUnit.NANOSECONDS);
        if (event != null) {
          take(event);
          long end = System.nanoTime() + GATHER.toNanos();
          while ((event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
            take(event);
          }
          for (Cidr destination : List.copyOf(learned.keySet())) {
            Optional<InetAddress> nextHop = learned.remove(destination);
            if (nextHop != null) {
              model.learn(destination, nextHop);
            }
          }
          Set<ItemKey> changed = model.flush();
          model.takeFreshNotes().forEach(NodeAgent.this::say);
          apply(planner().delta(changed), "change");
        }
      }
    }

    private Planner planner() {
      return new Planner(model.desired(), observed, draining);
    }

    /** {@return nanoseconds until the next look is due; 0 when there was one} */
    private long lookAtDraining() throws InterruptedException {
      long now = System.nanoTime();
      if (nextDrainLook == Long.MAX_VALUE) {
        nextDrainLook = now + DRAIN_LOOK.toNanos();
      }
      if (now < nextDrainLook) {
        return nextDrainLook - now;
      }
      nextDrainLook = now + DRAIN_LOOK.toNanos();
      try {
        Set<ServiceKey> services = new HashSet<>();
        for (ItemKey key : draining.servers()) {
          observed.get(key).ifPresent(i -> services.add(((Item.IpvsServer) i).service()));
        }
        for (ServiceKey service : services) {
          for (ObservedRealServer server : io.ipvs().orElseThrow().servers(service)) {
            if (server.activeConnections() == 0 && server.inactiveConnections() == 0) {
              draining.connectionsEnded(new Item.IpvsServer(service, server.server()).key(), now);
            }
          }
        }
      } catch (IOException e) {
        LOG.warn("draining servers could not be looked at: {}", e.getMessage());
      }
      List<ItemKey> due = draining.due(now);
      if (!due.isEmpty()) {
        apply(planner().delta(due), "drained");
      }
      if (draining.isIdle()) {
        nextDrainLook = Long.MAX_VALUE;
      }
      return 0;
    }

    private void take(ClusterEvent event) {
      if (event instanceof ClusterEvent.Upserted upserted) {
        model.upsert(upserted.object());
      } else if (event instanceof ClusterEvent.Deleted deleted) {
        model.delete(deleted.key());
      } else if (event instanceof ClusterEvent.Rejected rejected) {
        say(new Note(rejected.subject(), rejected.reason()));
      }
    }

    private void full() {
      nextFull = System.nanoTime() + period().toNanos();
      try {
        Observed found = observer.observe(model.desired());
        for (Item item : observed.items()) {
          if (item instanceof Item.BgpPeer || item instanceof Item.BgpRoute) {
            found.put(item);
          }
        }
        observed = found;
      } catch (IOException e) {
        LOG.error("the node could not be read: {}", e.getMessage());
        later();
        return;
      }
      Plan plan = planner().full();
      if (System.nanoTime() < learnedAgain) {
        nextFull = Math.min(nextFull, learnedAgain);
        plan = new Plan(plan.steps().stream().filter(s -> !forgetsRoute(s)).toList());
      }
      apply(plan, "full pass");
    }

    private static boolean forgetsRoute(PlanStep step) {
      return step.change() instanceof PlanStep.Delete delete
          && ((delete.item() instanceof Item.Route route
                  && (route.protocol() == 17 || route.table() == 77))
              || (delete.item() instanceof Item.Device device && device.name().startsWith("tun-")));
    }

    private Duration period() {
      Duration proxy = options.proxy().syncPeriod();
      Duration policy = options.policy().syncPeriod();
      Duration shorter = proxy.compareTo(policy) < 0 ? proxy : policy;
      return shorter.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : shorter;
    }

    private void apply(Plan plan, String what) {
      if (plan.isEmpty()) {
        return;
      }
      long start = System.nanoTime();
      List<PlanApplier.Failure> failures = applier.apply(plan, observed);
      LOG.info(
          "{}: {} steps in {} ms",
          what,
          plan.steps().size(),
          (System.nanoTime() - start) / 1_000_000);
      for (PlanApplier.Failure failure : failures) {
        LOG.error("{}: {}", failure.step().reason(), failure.message());
      }
      if (!failures.isEmpty()) {
        later();
      } else {
        retry = FIRST_RETRY;
      }
      for (PlanStep step : plan.steps()) {
        if (step.change() instanceof PlanStep.Create create
            && create.item() instanceof Item.Address address
            && address.length() == 128) {
          settling.putIfAbsent(address.address(), System.nanoTime() + SETTLE.toNanos());
        }
      }
    }

    /** The kernel has added a route of its own for each new IPv6 address, which must go. */
    private void kernelRoutes() {
      long now = System.nanoTime();
      List<InetAddress> settled =
          settling.entrySet().stream()
              .takeWhile(e -> e.getValue() - now <= 0)
              .map(Map.Entry::getKey)
              .toList();
      settled.forEach(settling::remove);
      Set<ItemKey> keys = new HashSet<>();
      try {
        for (Item route : observer.vipRoutes(settled)) {
          observed.put(route);
          keys.add(route.key());
        }
      } catch (IOException e) {
        LOG.warn("routes of new addresses could not be looked at: {}", e.getMessage());
        later();
      }
      apply(planner().delta(keys), "routes of new addresses");
    }

    private void later() {
      nextFull = Math.min(nextFull, System.nanoTime() + retry.toNanos());
      retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
    }
  }

  @Override
  public void close() {
    stopped = true;
    source.close();
    events.add(new ClusterEvent.Synced());
  }
}
