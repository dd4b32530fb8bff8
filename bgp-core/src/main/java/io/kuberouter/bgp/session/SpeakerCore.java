package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.engine.BfdAction;
import io.kuberouter.bgp.bfd.session.BfdSessions;
import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.LocRib;
import io.kuberouter.bgp.rib.Rib;
import io.kuberouter.bgp.rib.RouteSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All state of a speaker; on its event loop. */
final class SpeakerCore implements SpeakerContext {
  private static final int CHANGES_OF_A_TURN = 10_000;

  /** How long neighbours are told routes before timers and sockets are looked at again. */
  private static final long DRAIN_MILLIS = 50;

  /** Neighbours that need no configuration of their own. */
  record DynamicRange(Prefix range, Function<InetAddress, PeerConfig> template, int limit) {}

  private final EventLoop loop;
  private final PeerTransport transport;
  private final SpeakerConfig config;
  private final SpeakerListener listener;
  private final PathWatch paths;
  private final Rib rib;
  private final UpdatePacker.Buffers buffers = new UpdatePacker.Buffers();
  private final Map<InetAddress, PeerSession> peers = new LinkedHashMap<>();
  private int nextToDrain;
  private final List<DynamicRange> ranges = new ArrayList<>();
  private final List<EventSubscription> subscriptions = new ArrayList<>();
  private final List<StationFeed> stations = new ArrayList<>();
  private final Map<StationFeed, BmpMonitor> monitors = new LinkedHashMap<>();
  private final List<LocRib> feeds;
  private final RestartDeferral deferral;

  SpeakerCore(
      EventLoop loop,
      PeerTransport transport,
      BfdSessions.Starter bfd,
      SpeakerConfig config,
      SpeakerListener listener) {
    this.loop = loop;
    this.transport = transport;
    this.config = config;
    this.listener = listener;
    this.paths = new PathWatch(loop, bfd, this::pathChanged, this::pathRefused);
    this.rib = new Rib(RouteSource.local(config.identifier(), config.asn()), config.decision());
    this.feeds =
        listener.wantsRoutes()
            ? List.of(
                rib.locRib(AddressFamily.IPV4_UNICAST), rib.locRib(AddressFamily.IPV6_UNICAST))
            : List.of();
    this.deferral = new RestartDeferral(loop, config.restartDeferral());
  }

  void listen() throws IOException {
    for (InetSocketAddress address : config.listen()) {
      transport.listen(address, this::accept);
    }
  }

  private Optional<PeerTransport.Accepted> accept(PeerTransport.Connection connection) {
    InetAddress remote = connection.remoteAddress();
    PeerSession session = peers.get(remote);
    if (session == null) {
      session = dynamic(remote);
    }
    return session == null ? Optional.empty() : session.accept(connection);
  }

  private @Nullable PeerSession dynamic(InetAddress remote) {
    Prefix host = new Prefix(remote, remote.getAddress().length * 8);
    for (DynamicRange range : ranges) {
      long there =
          peers.keySet().stream()
              .filter(a -> range.range().covers(new Prefix(a, a.getAddress().length * 8)))
              .count();
      if (range.range().covers(host) && there < range.limit()) {
        addPeer(range.template().apply(remote).change().passive(true).build());
        return peers.get(remote);
      }
    }
    return null;
  }

  void addPeer(PeerConfig peer) {
    PeerSession before = peers.get(peer.address());
    if (before != null) {
      switch (before.config().to(peer)) {
        case NONE -> {
          return;
        }
        case SOFT -> {
          paths.watch(peer);
          before.soften(peer);
          return;
        }
        case HARD -> {
          before.stop(
              NotificationMessage.cease(CeaseSubcode.OTHER_CONFIGURATION_CHANGE),
              "its configuration was changed");
          transport.forget(before.config());
        }
      }
    }
    transport.expect(peer);
    PeerSession session = new PeerSession(this, peer);
    peers.put(peer.address(), session);
    paths.watch(peer);
    session.start();
  }

  private void pathChanged(InetAddress peer, BfdAction.StateChanged change) {
    session(peer).ifPresent(s -> s.pathChanged(change));
    tell(
        new SpeakerEvent.PathStateChanged(
            peer, change.from(), change.to(), change.diagnostic().toString()));
  }

  private void pathRefused(InetAddress peer, String why) {
    session(peer).ifPresent(s -> s.pathRefused(why));
  }

  void reconsider(Prefix prefix) {
    peers.values().forEach(session -> session.routes().reconsider(prefix));
  }

  List<PeerStatus> statuses() {
    return peers.values().stream().map(PeerSession::status).toList();
  }

  void addRange(Prefix range, Function<InetAddress, PeerConfig> template, int limit) {
    ranges.add(new DynamicRange(range, template, limit));
  }

  void removePeer(InetAddress address) {
    PeerSession session = peers.remove(address);
    if (session != null) {
      session.stop(NotificationMessage.cease(CeaseSubcode.PEER_DECONFIGURED), "it was removed");
      transport.forget(session.config());
      paths.forget(address);
    }
  }

  Optional<PeerSession> session(InetAddress address) {
    return Optional.ofNullable(peers.get(address));
  }

  boolean leave() {
    peers.values().forEach(s -> s.leave(NotificationMessage.cease(CeaseSubcode.PEER_DECONFIGURED)));
    paths.close();
    subscriptions.forEach(EventSubscription::complete);
    return true;
  }

  /** At the end of each turn: routes go out, listeners hear. */
  void pump() {
    if (rib.work()) {
      loop.anotherTurn();
    }
    if (!deferral.holds(peers.values())) {
      drain();
    }
    stations.forEach(StationFeed::pump);
    for (EventSubscription subscription : List.copyOf(subscriptions)) {
      if (subscription.pump()) {
        loop.anotherTurn();
      }
    }
    subscriptions.removeIf(EventSubscription::isOver);
    int told = 0;
    for (LocRib feed : feeds) {
      while (feed.pending() > 0 && told < CHANGES_OF_A_TURN && listener.ready()) {
        told++;
        feed.poll()
            .ifPresent(c -> listener.on(new SpeakerEvent.BestRouteChanged(c.prefix(), c.best())));
      }
      if (feed.pending() > 0 && listener.ready()) {
        loop.anotherTurn();
      }
    }
  }

  /** Tells the neighbours in turn, for a while: then timers and sockets have theirs. */
  private void drain() {
    long end = loop.millis() + DRAIN_MILLIS;
    List<PeerSession> all = List.copyOf(peers.values());
    for (int i = 0; i < all.size(); i++) {
      all.get((nextToDrain + i) % all.size()).routes().drain();
      if (loop.millis() > end) {
        nextToDrain = (nextToDrain + i + 1) % all.size();
        loop.anotherTurn();
        return;
      }
    }
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public PeerTransport transport() {
    return transport;
  }

  @Override
  public SpeakerConfig config() {
    return config;
  }

  @Override
  public Rib rib() {
    return rib;
  }

  @Override
  public UpdatePacker.Buffers buffers() {
    return buffers;
  }

  @Override
  public void tell(SpeakerEvent event) {
    listener.on(event);
    subscriptions.forEach(s -> s.offer(event));
  }

  /** Somebody hears of all that is, and then of what happens. */
  void subscribe(Flow.Subscriber<? super SpeakerEvent> subscriber) {
    EventSubscription subscription = new EventSubscription(loop, rib, subscriber);
    for (PeerSession session : peers.values()) {
      subscription.offer(
          new SpeakerEvent.PeerStateChanged(
              session.config().address(),
              session.state(),
              session.state(),
              session.status().why()));
    }
    subscriptions.add(subscription);
    subscriber.onSubscribe(subscription);
  }

  @Override
  public void sessionUp(PeerSession session) {
    stations.forEach(station -> station.up(session));
  }

  @Override
  public void sessionDown(PeerSession session, SessionConnection connection) {
    stations.forEach(station -> station.down(session, connection));
  }

  /** Tells a monitoring station; any thread may call. */
  BmpMonitor monitor(BmpStation station) {
    StationFeed feed = new StationFeed(this, station, peers::values);
    loop.execute(() -> stations.add(feed)); // before it connects, so that it misses nothing
    BmpMonitor monitor = feed.start(() -> loop.execute(() -> unmonitor(feed)));
    loop.execute(() -> monitors.put(feed, monitor));
    return monitor;
  }

  private void unmonitor(StationFeed feed) {
    feed.close();
    stations.remove(feed);
    monitors.remove(feed);
  }

  /** {@return who is told of sessions and routes} */
  List<BmpMonitor> monitors() {
    return List.copyOf(monitors.values());
  }

  @Override
  public boolean recentlyStarted(PeerConfig peer) {
    return deferral.recentlyStarted(peer);
  }
}
