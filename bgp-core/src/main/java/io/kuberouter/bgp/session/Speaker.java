package io.kuberouter.bgp.session;

import io.kuberouter.bgp.codec.BgpCodec;
import io.kuberouter.bgp.codec.OldProtocolException;
import io.kuberouter.bgp.fsm.SessionEvent;
import io.kuberouter.bgp.fsm.SessionFsm;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.OldAttributes;
import io.kuberouter.bgp.message.OldMessage;
import io.kuberouter.bgp.message.OldRestart;
import io.kuberouter.bgp.number.OldFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.LearnedRoutes;
import io.kuberouter.bgp.rib.Path;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds sessions with neighbours: announces our own routes and tells of the best learned ones,
 * which are not passed on. One thread does everything, so keepalives never wait for anybody; all
 * methods may be called from any thread.
 */
public final class Speaker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);
  private static final long CONNECT_RETRY_MILLIS = 2000;
  private static final long CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int OPEN_HOLD_SECONDS = 240;

  /** How long a neighbour that is back may take to tell its routes again. */
  private static final long END_OF_RIB_MILLIS = 360_000;

  private static final Set<OldFamily> ALL_FAMILIES =
      Collections.unmodifiableSet(EnumSet.allOf(OldFamily.class));

  private final SpeakerConfig config;
  private final RouteListener listener;
  private final ImportPolicy imports;
  private final ExportPolicy exports;
  private final Selector selector;
  private final List<ServerSocketChannel> servers = new ArrayList<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Map<InetAddress, Peer> peers = new HashMap<>();
  private final Map<Prefix, InetAddress> own = new LinkedHashMap<>();
  private final LearnedRoutes learned;
  private final long born = System.nanoTime() / 1_000_000;
  private final Thread thread = new Thread(this::loop, "bgp");
  private volatile boolean stopping;

  private Speaker(
      SpeakerConfig config,
      RouteListener listener,
      ImportPolicy imports,
      ExportPolicy exports,
      Selector selector) {
    this.config = config;
    this.listener = listener;
    this.imports = imports;
    this.exports = exports;
    this.selector = selector;
    this.learned =
        new LearnedRoutes(
            (prefix, choice) ->
                listener.onBestPath(prefix, choice.map(c -> c.path().attributes().nextHop())));
  }

  /**
   * Starts a speaker.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker start(
      SpeakerConfig config, RouteListener listener, ImportPolicy imports, ExportPolicy exports)
      throws IOException {
    Speaker speaker = new Speaker(config, listener, imports, exports, Selector.open());
    for (InetSocketAddress address : config.listen()) {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.configureBlocking(false);
      server.setOption(java.net.StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address);
      server.register(speaker.selector, SelectionKey.OP_ACCEPT);
      speaker.servers.add(server);
    }
    speaker.thread.setDaemon(true);
    speaker.thread.start();
    return speaker;
  }

  private void submit(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Adds a neighbour, or changes one, which starts its session anew. */
  public void addPeer(PeerConfig peer) {
    submit(
        () -> {
          Peer old = peers.put(peer.address(), new Peer(peer));
          if (old != null) {
            old.stop();
          }
        });
  }

  /** Removes a neighbour and its routes. */
  public void removePeer(InetAddress address) {
    submit(
        () -> {
          Peer old = peers.remove(address);
          if (old != null) {
            old.stop();
          }
        });
  }

  /** Announces a route of ours. */
  public void announce(Prefix prefix, InetAddress nextHop) {
    submit(
        () -> {
          if (!nextHop.equals(own.put(prefix, nextHop))) {
            peers.values().forEach(p -> p.announce(List.of(prefix)));
          }
        });
  }

  /** Withdraws a route of ours. */
  public void withdraw(Prefix prefix) {
    submit(
        () -> {
          if (own.remove(prefix) != null) {
            peers.values().forEach(p -> p.withdraw(prefix));
          }
        });
  }

  /**
   * Ends all sessions: with a NOTIFICATION, at which neighbours drop our routes, or without one
   * where graceful restart was agreed on, so that they keep them. Returns when that is done.
   */
  @Override
  public void close() {
    submit(
        () -> {
          peers.values().forEach(Peer::leave);
          stopping = true;
        });
    try {
      if (Thread.currentThread() != thread) {
        thread.join(2000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- the loop

  private void loop() {
    try {
      while (!stopping) {
        selector.select(100);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        Set<SelectionKey> ready = selector.selectedKeys();
        for (SelectionKey key : List.copyOf(ready)) {
          ready.remove(key);
          serve(key);
        }
        long now = System.nanoTime() / 1_000_000;
        List.copyOf(peers.values()).forEach(p -> p.tick(now));
      }
      for (ServerSocketChannel server : servers) {
        server.close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.error("the BGP speaker has stopped: {}", e.getMessage());
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isValid() && key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
        return;
      }
    } catch (IOException e) {
      LOG.warn("a connection could not be accepted: {}", e.getMessage());
      return;
    }
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isValid() && key.isConnectable()) {
        connection.channel.finishConnect();
        connection.fire(SessionEvent.TCP_CONNECTED, "");
      }
      if (key.isValid() && key.isReadable()) {
        connection.read();
      }
      if (key.isValid() && key.isWritable()) {
        connection.flush();
      }
    } catch (IOException e) {
      connection.fire(SessionEvent.TCP_LOST, "connection lost: " + e.getMessage());
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    InetAddress remote = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
    Peer peer = peers.get(remote);
    boolean again = peer != null && peer.mayHaveRestarted();
    if (peer == null || peer.stopped || (peer.passive != null && !again)) {
      channel.close(); // only configured neighbours, one connection each
      return;
    }
    channel.configureBlocking(false);
    Connection connection = new Connection(peer, channel, false);
    if (peer.passive == null) {
      peer.passive = connection;
    } else {
      peer.active = connection;
    }
    connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
    connection.fire(SessionEvent.TCP_CONNECTED, "");
  }

  /** A neighbour: a connection that we make, and one that it makes. */
  private final class Peer {
    final PeerConfig peer;
    @Nullable Connection active;
    @Nullable Connection passive;
    long nextConnect;
    boolean stopped;

    /** When routes go that are still stale; 0: none are. */
    long staleUntil;

    Peer(PeerConfig peer) {
      this.peer = peer;
    }

    boolean external() {
      return peer.remoteAsn() != config.asn();
    }

    @Nullable Connection established() {
      for (Connection c : connections()) {
        if (c.state == SessionState.ESTABLISHED) {
          return c;
        }
      }
      return null;
    }

    /** RFC 4724 section 5: a new connection beside the established one is no mistake. */
    boolean mayHaveRestarted() {
      return active == null && passive != null && passive == established() && passive.keeps();
    }

    List<Connection> connections() {
      List<Connection> all = new ArrayList<>(2);
      if (active != null) {
        all.add(active);
      }
      if (passive != null) {
        all.add(passive);
      }
      return all;
    }

    void tick(long now) {
      connections().forEach(c -> c.tick(now));
      if (staleUntil > 0 && now >= staleUntil) {
        staleUntil = 0;
        learned.removeStale(peer.address(), ALL_FAMILIES);
      }
      if (active == null && established() == null && now >= nextConnect && !stopped) {
        nextConnect =
            now + (long) (CONNECT_RETRY_MILLIS * ThreadLocalRandom.current().nextDouble(0.75, 1));
        connect();
      }
    }

    private void connect() {
      SocketChannel channel = null;
      try {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        if (peer.localAddress().isPresent()) {
          channel.bind(new InetSocketAddress(peer.localAddress().get(), 0));
        }
        Connection connection = new Connection(this, channel, true);
        active = connection;
        boolean done = channel.connect(new InetSocketAddress(peer.address(), peer.port()));
        connection.key =
            channel.register(
                selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
        if (done) {
          connection.fire(SessionEvent.TCP_CONNECTED, "");
        }
      } catch (IOException e) {
        active = null;
        if (channel != null) {
          try {
            channel.close();
          } catch (IOException ignored) {
            LOG.debug("closing a channel: {}", ignored.getMessage());
          }
        }
      }
    }

    void announce(List<Prefix> prefixes) {
      Connection c = established();
      if (c == null) {
        return;
      }
      Map<InetAddress, List<Prefix>> byNextHop = new LinkedHashMap<>();
      for (Prefix prefix : prefixes) {
        InetAddress nextHop = own.get(prefix);
        boolean offered = prefix.isIpv6() ? c.ipv6 : c.ipv4;
        if (nextHop != null && offered && exports.announces(peer, prefix)) {
          byNextHop.computeIfAbsent(nextHop, n -> new ArrayList<>()).add(prefix);
        }
      }
      byNextHop.forEach(
          (nextHop, list) ->
              BgpCodec.announce(list, attributes(nextHop), c.fourOctetAs).forEach(c::send));
    }

    private OldAttributes attributes(InetAddress nextHop) {
      return external()
          ? new OldAttributes(
              0, List.of(config.asn()), 1, nextHop, Optional.empty(), Optional.empty())
          : new OldAttributes(0, List.of(), 0, nextHop, Optional.empty(), Optional.of(100L));
    }

    void withdraw(Prefix prefix) {
      Connection c = established();
      if (c != null && (prefix.isIpv6() ? c.ipv6 : c.ipv4) && exports.announces(peer, prefix)) {
        BgpCodec.withdraw(List.of(prefix), prefix.isIpv6()).forEach(c::send);
      }
    }

    void stop() {
      stopped = true;
      connections().forEach(c -> c.fire(SessionEvent.STOP, "the neighbour was removed"));
      learned.removeAll(peer.address(), ALL_FAMILIES);
    }

    /** We go away. */
    void leave() {
      stopped = true;
      for (Connection c : connections()) {
        if (c.state == SessionState.ESTABLISHED && c.keeps()) {
          c.fire(SessionEvent.TCP_LOST, "we stop, and restart gracefully");
        } else {
          c.fire(SessionEvent.STOP, "we stop");
        }
      }
    }

    /** RFC 4724 section 4.2: a neighbour that may come back keeps its routes for a while. */
    void lost(Connection c, String reason) {
      Set<OldFamily> kept = EnumSet.noneOf(OldFamily.class);
      if (c.keeps() && !c.notified) {
        c.restart.ifPresent(restart -> kept.addAll(restart.forwarding().keySet()));
        kept.retainAll(c.families());
      }
      Set<OldFamily> gone = EnumSet.copyOf(ALL_FAMILIES);
      gone.removeAll(kept);
      learned.removeAll(peer.address(), gone);
      learned.removeStale(peer.address(), kept); // stale twice over: section 4.2
      learned.markStale(peer.address(), kept);
      int count = learned.staleCount(peer.address());
      if (count > 0 && !stopped) {
        long seconds = c.restart.map(OldRestart::seconds).orElse(0);
        staleUntil = System.nanoTime() / 1_000_000 + seconds * 1000;
        LOG.info("{}: {} routes kept for {} s ({})", peer.address(), count, seconds, reason);
      }
    }

    /** The neighbour is back: what it has not kept forwarding goes, the rest waits for its end. */
    void back(Connection c) {
      Set<OldFamily> gone = EnumSet.copyOf(ALL_FAMILIES);
      c.restart.ifPresent(
          r -> r.forwarding().forEach((f, kept) -> gone.removeIf(g -> kept && g == f)));
      learned.removeStale(peer.address(), gone);
      staleUntil =
          learned.staleCount(peer.address()) == 0
              ? 0
              : System.nanoTime() / 1_000_000 + END_OF_RIB_MILLIS;
    }
  }

  /** One TCP connection and its state. */
  private final class Connection {
    final Peer owner;
    final SocketChannel channel;
    final boolean ours;
    @Nullable SelectionKey key;
    SessionState state = SessionState.CONNECT;
    ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    final ArrayDeque<ByteBuffer> out = new ArrayDeque<>();
    long started = System.nanoTime() / 1_000_000;
    long lastHeard = started;
    long lastSaid = started;
    long holdMillis = OPEN_HOLD_SECONDS * 1000L;
    boolean ipv4;
    boolean ipv6;
    boolean fourOctetAs;
    long identifier;

    /** Whether a NOTIFICATION was sent or came: the session's end is meant. */
    boolean notified;

    Optional<OldRestart> restart = Optional.empty();

    Connection(Peer owner, SocketChannel channel, boolean ours) {
      this.owner = owner;
      this.channel = channel;
      this.ours = ours;
    }

    /** {@return whether both sides have agreed on graceful restart} */
    boolean keeps() {
      return restart.isPresent() && owner.peer.restartTime().isPresent();
    }

    Set<OldFamily> families() {
      Set<OldFamily> families = EnumSet.noneOf(OldFamily.class);
      if (ipv4) {
        families.add(OldFamily.IPV4_UNICAST);
      }
      if (ipv6) {
        families.add(OldFamily.IPV6_UNICAST);
      }
      return families;
    }

    void tick(long now) {
      if (state == SessionState.CONNECT) {
        if (now - started > CONNECT_TIMEOUT_MILLIS) {
          fire(SessionEvent.TCP_LOST, "no connection in time");
        }
        return;
      }
      if (holdMillis > 0 && now - lastHeard > holdMillis) {
        fire(SessionEvent.HOLD_TIMER_EXPIRED, "nothing heard for the hold time");
      } else if (holdMillis > 0
          && (state == SessionState.OPEN_CONFIRM || state == SessionState.ESTABLISHED)
          && now - lastSaid > holdMillis / 3) {
        send(BgpCodec.keepalive());
      }
    }

    void read() throws IOException {
      int count = channel.read(in);
      if (count < 0) {
        fire(SessionEvent.TCP_LOST, "the neighbour closed the connection");
        return;
      }
      in.flip();
      try {
        int length = BgpCodec.length(in);
        while (length > 0 && in.remaining() >= length && state != SessionState.IDLE) {
          ByteBuffer one = in.slice(in.position(), length);
          in.position(in.position() + length);
          take(BgpCodec.decode(one, fourOctetAs));
          length = BgpCodec.length(in);
        }
      } catch (OldProtocolException e) {
        notify(e.code(), e.subcode());
        fire(SessionEvent.TCP_LOST, "protocol error: " + e.getMessage());
      }
      in.compact();
    }

    private void take(OldMessage message) throws OldProtocolException {
      lastHeard = System.nanoTime() / 1_000_000;
      if (message instanceof OldMessage.Open open) {
        opened(open);
      } else if (message instanceof OldMessage.Keepalive) {
        fire(SessionEvent.KEEPALIVE_RECEIVED, "");
      } else if (message instanceof OldMessage.Update update) {
        fire(SessionEvent.UPDATE_RECEIVED, "");
        if (state == SessionState.ESTABLISHED) {
          learn(this, update);
        }
      } else if (message instanceof OldMessage.EndOfRib end) {
        fire(SessionEvent.UPDATE_RECEIVED, "");
        learned.removeStale(owner.peer.address(), Set.of(end.family()));
      } else if (message instanceof OldMessage.Notification n) {
        notified = true;
        fire(
            SessionEvent.NOTIFICATION_RECEIVED,
            "the neighbour sent NOTIFICATION " + n.code() + "/" + n.subcode());
      } else if (message instanceof OldMessage.RouteRefresh) {
        owner.announce(List.copyOf(own.keySet()));
      }
    }

    private void opened(OldMessage.Open open) throws OldProtocolException {
      if (open.asn() != owner.peer.remoteAsn()) {
        throw new OldProtocolException(
            2, 2, "the neighbour is AS " + open.asn() + ", expected " + owner.peer.remoteAsn());
      }
      identifier = number(open.identifier());
      long mine = number(config.identifier());
      if (identifier == 0 || (identifier == mine && !owner.external())) {
        throw new OldProtocolException(2, 3, "bad BGP identifier " + open.identifier());
      }
      if (!survivesCollision(mine, open.gracefulRestart().isPresent())) {
        return;
      }
      ipv4 = owner.peer.ipv4() && open.ipv4();
      ipv6 = owner.peer.ipv6() && open.ipv6();
      fourOctetAs = open.fourOctetAs();
      restart = open.gracefulRestart();
      holdMillis = Math.min(open.holdTime(), owner.peer.holdTime().toSeconds()) * 1000L;
      fire(SessionEvent.OPEN_RECEIVED, "");
    }

    /** RFC 4271 section 6.8: the connection of the higher identifier stays. */
    private boolean survivesCollision(long mine, boolean restarts) {
      for (Connection other : owner.connections()) {
        if (other == this || other.state == SessionState.CONNECT) {
          continue;
        }
        if (other.state == SessionState.ESTABLISHED && restarts && other.keeps()) {
          // RFC 4724 section 5: it has restarted, and we have not heard of the old one's end
          other.fire(SessionEvent.TCP_LOST, "the neighbour has restarted");
        } else if (other.state == SessionState.ESTABLISHED) {
          drop(this);
          return false;
        }
        if (other.state == SessionState.OPEN_CONFIRM) {
          boolean keepOurs = mine > identifier;
          if (ours == keepOurs) {
            drop(other);
          } else {
            drop(this);
            return false;
          }
        }
      }
      return true;
    }

    private void drop(Connection loser) {
      loser.notify(6, 7);
      loser.fire(SessionEvent.TCP_LOST, "connection collision resolution");
    }

    void fire(SessionEvent event, String reason) {
      if (state == SessionState.IDLE) {
        return;
      }
      SessionState before = state;
      SessionFsm.Transition transition = SessionFsm.step(state, event);
      state = transition.state();
      if (before != state) {
        LOG.debug("{} {} -> {} {}", owner.peer.address(), before, state, reason);
      }
      transition.actions().forEach(this::perform);
      boolean was = before == SessionState.ESTABLISHED;
      if (was != (state == SessionState.ESTABLISHED)) {
        listener.onState(owner.peer.address(), state, was ? reason : "session established");
        if (was) {
          owner.lost(this, reason);
        } else {
          owner.back(this);
        }
      }
    }

    private void perform(SessionFsm.Action action) {
      switch (action) {
        case SEND_OPEN -> {
          if (key != null) {
            key.interestOps(SelectionKey.OP_READ);
          }
          send(
              BgpCodec.open(
                  new OldMessage.Open(
                      config.asn(),
                      (int) owner.peer.holdTime().toSeconds(),
                      config.identifier(),
                      owner.peer.ipv4(),
                      owner.peer.ipv6(),
                      true,
                      owner.peer.restartTime().map(this::promise))));
        }
        case SEND_KEEPALIVE -> send(BgpCodec.keepalive());
        case START_TIMERS, RESTART_HOLD_TIMER -> lastHeard = System.nanoTime() / 1_000_000;
        case ANNOUNCE_ROUTES -> {
          owner.announce(List.copyOf(own.keySet()));
          families().forEach(family -> send(BgpCodec.endOfRib(family)));
        }
        case PROCESS_UPDATE -> {} // by the caller, who holds the message
        case NOTIFY_HOLD_TIMER_EXPIRED -> notify(4, 0);
        case NOTIFY_FSM_ERROR -> notify(5, 0);
        case NOTIFY_CEASE -> notify(6, 3);
        case CLOSE -> shut();
      }
    }

    /** The kernel keeps forwarding while we are away, so every family is said to have been kept. */
    private OldRestart promise(Duration time) {
      Map<OldFamily, Boolean> kept = new EnumMap<>(OldFamily.class);
      if (owner.peer.ipv4()) {
        kept.put(OldFamily.IPV4_UNICAST, true);
      }
      if (owner.peer.ipv6()) {
        kept.put(OldFamily.IPV6_UNICAST, true);
      }
      boolean restarting = System.nanoTime() / 1_000_000 - born < time.toMillis();
      return new OldRestart(restarting, (int) time.toSeconds(), kept);
    }

    private void notify(int code, int subcode) {
      notified = true;
      send(BgpCodec.notification(code, subcode));
    }

    private void shut() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing a connection: {}", e.getMessage());
      }
      if (owner.active == this) {
        owner.active = null;
      }
      if (owner.passive == this) {
        owner.passive = null;
      }
    }

    void send(byte[] message) {
      out.add(ByteBuffer.wrap(message));
      lastSaid = System.nanoTime() / 1_000_000;
      try {
        flush();
      } catch (IOException e) {
        out.clear();
        tasks.add(() -> fire(SessionEvent.TCP_LOST, "connection lost: " + e.getMessage()));
      }
    }

    void flush() throws IOException {
      if (!channel.isConnected()) {
        return;
      }
      while (!out.isEmpty()) {
        ByteBuffer first = out.peek();
        channel.write(first);
        if (first.hasRemaining()) {
          break;
        }
        out.remove();
      }
      if (key != null && key.isValid()) {
        key.interestOps(
            out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    }
  }

  private static long number(InetAddress identifier) {
    return ByteBuffer.wrap(identifier.getAddress()).getInt() & 0xffff_ffffL;
  }

  // ---- learned routes

  private void learn(Connection from, OldMessage.Update update) {
    Peer peer = from.owner;
    InetAddress address = peer.peer.address();
    update.withdrawn().forEach(prefix -> learned.remove(address, prefix));
    for (OldMessage.Announcement announcement : update.announced()) {
      boolean loop = announcement.attributes().asPath().contains(config.asn());
      Path path = new Path(address, from.identifier, peer.external(), announcement.attributes());
      for (Prefix prefix : announcement.prefixes()) {
        if (loop || !imports.accepts(peer.peer, prefix)) {
          learned.remove(address, prefix);
        } else {
          learned.put(prefix, path);
        }
      }
    }
  }
}
