package io.kuberouter.sync.agent;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.KernelWatch;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.Note;
import io.kuberouter.sync.watch.ClusterSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one node: takes the cluster's events, plans what they change and applies it. The
 * thread that calls {@link #run} does all of it, and is the only one that writes to the kernel;
 * {@link #close} may come from any thread and leaves the data plane in place.
 */
public final class NodeAgent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
  private static final int NOTES_REMEMBERED = 1000;

  private final AgentOptions options;
  private final String nodeName;
  private final String cniConf;
  private final ClusterSource source;
  private final NodeIo io;
  private final EventQueue queue = new EventQueue();
  private final Set<Note> said =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Note, Boolean> eldest) {
              return size() > NOTES_REMEMBERED;
            }
          });
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
    source.start(queue::add);
    List<ClusterEvent> first = firstEvents();
    if (queue.isClosed()) {
      return;
    }
    PlanSession session = new PlanSession(options);
    ClusterModel model = session.online(first, nodeName, cniConf, io);
    session.notes().forEach(this::say);
    model.takeFreshNotes(); // those have just been said
    first.clear(); // what changes from here on is not to be kept in its first state
    LateSpeaker speaker = new LateSpeaker(options, model.node(), queue::learn, this::say);
    try (BgpPlane bgp = options.common().runRouter() ? speaker : BgpPlane.SILENT) {
      if (options.common().runRouter()) {
        startEarly(speaker);
      }
      AgentLoop loop = new AgentLoop(options, io, queue, model, bgp, speaker::become, this::say);
      KernelWatch watch = KernelWatch.start(io.routeEvents(), queue::tell);
      try {
        while (!queue.isClosed()) {
          lastTurn = System.nanoTime();
          loop.turn();
        }
      } finally {
        watch.close();
      }
    }
  }

  /** Neighbours that keep our routes over a restart should not wait for the first pass. */
  private static void startEarly(LateSpeaker speaker) {
    try {
      speaker.speaker();
    } catch (IOException e) {
      LOG.error("{}", e.getMessage()); // tried again by the first plan
    }
  }

  /** {@return all events until the cluster has been told once} */
  private List<ClusterEvent> firstEvents() throws InterruptedException {
    List<ClusterEvent> first = new ArrayList<>();
    ClusterEvent event = null;
    while (!queue.isClosed() && !(event instanceof ClusterEvent.Synced)) {
      lastTurn = System.nanoTime();
      event = queue.poll(TimeUnit.SECONDS.toNanos(1));
      if (event != null) {
        first.add(event);
      }
    }
    return first;
  }

  /**
   * {@return how long ago the agent's loop came around last: a few seconds at most, unless the node
   * does not answer} That the API server is away does not stop it. Any thread may ask.
   */
  public Duration sinceLastTurn() {
    return Duration.ofNanos(System.nanoTime() - lastTurn);
  }

  private void say(Note note) {
    if (said.add(note)) {
      LOG.warn("{}: {}", note.subject(), note.text());
    }
  }

  @Override
  public void close() {
    queue.close();
    source.close();
  }
}
