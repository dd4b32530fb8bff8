package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.BestPath;
import io.kuberouter.bgp.rib.LocRib;
import io.kuberouter.bgp.rib.Rib;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.rib.RouteSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A BGP speaker (RFC 4271): holds sessions with neighbours, learns and chooses routes, passes them
 * on, announces our own. Everything happens on one event loop, in small steps, so that keepalives
 * never wait for routes; all methods may be called from any thread.
 */
public final class Speaker implements AutoCloseable {

  private static final int CHANGES_OF_A_TURN = 10_000;
  private static final int PAGE = 4096;

  /** How long, of a restart's deferral, neighbours are waited for that have not connected. */
  private static final long ABSENT_NEIGHBOURS_MILLIS = 10_000;

  private final EventLoop loop;
  private final Core core;
  private final Runnable onClose;

  private Speaker(EventLoop loop, Core core, Runnable onClose) {
    this.loop = loop;
    this.core = core;
    this.onClose = onClose;
  }

  /**
   * Starts a speaker on a thread of its own.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker start(SpeakerConfig config, SpeakerListener listener) throws IOException {
    SelectorLoop loop = new SelectorLoop("bgp");
    TcpPeerTransport transport = new TcpPeerTransport(loop);
    Core core = new Core(loop, transport, config, listener);
    try {
      core.listen();
    } catch (IOException e) {
      loop.start();
      loop.close();
      throw e;
    }
    loop.atEndOfTurn(core::pump);
    loop.atEndOfTurn(transport::flush);
    loop.start();
    return new Speaker(loop, core, loop::close);
  }

  /**
   * Starts a speaker on a loop and a transport of somebody else's, such as those of tests in
   * virtual time.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker on(
      EventLoop loop, PeerTransport transport, SpeakerConfig config, SpeakerListener listener)
      throws IOException {
    Core core = new Core(loop, transport, config, listener);
    core.listen();
    loop.atEndOfTurn(core::pump);
    return new Speaker(loop, core, () -> {});
  }

  /**
   * Adds a neighbour, or changes one: without a new session where {@link PeerConfig#to} says so.
   */
  public void addPeer(PeerConfig peer) {
    loop.execute(() -> core.addPeer(peer));
  }

  /** Removes a neighbour and its routes. */
  public void removePeer(InetAddress address) {
    loop.execute(() -> core.removePeer(address));
  }

  /**
   * Takes any neighbour that connects from a network.
   *
   * @param template makes its configuration
   * @param limit how many at most
   */
  public void addDynamicPeers(Prefix range, Function<InetAddress, PeerConfig> template, int limit) {
    loop.execute(() -> core.ranges.add(new DynamicRange(range, template, limit)));
  }

  /** Announces a route of ours. */
  public void announce(Prefix prefix, InetAddress nextHop) {
    announce(prefix, PathAttributes.of(Origin.IGP, AsPath.EMPTY, new NextHop(nextHop)));
  }

  /** Announces a route of ours with attributes, among them a next hop. */
  public void announce(Prefix prefix, PathAttributes attributes) {
    if (attributes.nextHop().isEmpty()) {
      throw new IllegalArgumentException(prefix + " without a next hop");
    }
    loop.execute(() -> core.rib.announce(prefix, attributes));
  }

  /** Withdraws a route of ours. */
  public void withdraw(Prefix prefix) {
    loop.execute(() -> core.rib.withdraw(prefix));
  }

  /** Asks a neighbour for all its routes again (RFC 2918). */
  public void refresh(InetAddress peer) {
    loop.execute(() -> core.session(peer).ifPresent(s -> s.routes().ask()));
  }

  /** Ends a session and begins it anew, telling the neighbour's operator why (RFC 9003). */
  public void reset(InetAddress peer, String text) {
    loop.execute(
        () ->
            core.session(peer)
                .ifPresent(
                    s ->
                        s.reset(
                            NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_RESET, text),
                            "it was reset: " + text)));
  }

  /** Has best routes come that a listener was not ready for. */
  public void resume() {
    loop.execute(() -> {});
  }

  /** {@return all neighbours as they are} */
  public CompletableFuture<List<PeerStatus>> peers() {
    return ask(() -> core.peers.values().stream().map(PeerSession::status).toList());
  }

  /** {@return the best route to exactly a prefix, and the rule that made it the best} */
  public CompletableFuture<Optional<BestPath.Choice>> best(Prefix prefix) {
    return ask(() -> core.rib.best(prefix));
  }

  /** {@return all routes to exactly a prefix that may be used} */
  public CompletableFuture<List<Route>> routes(Prefix prefix) {
    return ask(() -> core.rib.routes(prefix));
  }

  /**
   * Shows the best routes of a family, some thousand at a time, between which the speaker goes on:
   * each is right when it is shown, all together are of no one moment.
   *
   * @return done when all have been shown
   */
  public CompletableFuture<Void> walk(AddressFamily family, java.util.function.Consumer<Route> to) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> page(family, 0, to, done));
    return done;
  }

  private void page(
      AddressFamily family,
      int from,
      java.util.function.Consumer<Route> to,
      CompletableFuture<Void> done) {
    List<Route> page = new ArrayList<>();
    int next = core.rib.walk(family, from, PAGE, page);
    page.forEach(to);
    if (next < 0) {
      done.complete(null);
    } else {
      loop.execute(() -> page(family, next, to, done));
    }
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(question.get()));
    return answer;
  }

  /**
   * Ends all sessions: with a NOTIFICATION, at which neighbours drop our routes, or without one
   * where graceful restart was agreed on, so that they keep them. Returns when that is done.
   */
  @Override
  public void close() {
    CompletableFuture<Boolean> left = ask(core::leave);
    if (!(loop instanceof SelectorLoop selector) || !selector.isLoopThread()) {
      if (loop instanceof SelectorLoop) {
        left.completeOnTimeout(false, 2, java.util.concurrent.TimeUnit.SECONDS).join();
      }
    }
    onClose.run();
  }

  /** Neighbours that need no configuration of their own. */
  private record DynamicRange(
      Prefix range, Function<InetAddress, PeerConfig> template, int limit) {}

  /** All state; on the event loop. */
  private static final class Core implements SpeakerContext {
    private final EventLoop loop;
    private final PeerTransport transport;
    private final SpeakerConfig config;
    private final SpeakerListener listener;
    private final Rib rib;
    private final UpdatePacker.Buffers buffers = new UpdatePacker.Buffers();
    private final Map<InetAddress, PeerSession> peers = new LinkedHashMap<>();
    private final List<DynamicRange> ranges = new ArrayList<>();
    private final List<LocRib> feeds;
    private final long born;
    private boolean deferring;

    Core(EventLoop loop, PeerTransport transport, SpeakerConfig config, SpeakerListener listener) {
      this.loop = loop;
      this.transport = transport;
      this.config = config;
      this.listener = listener;
      this.rib = new Rib(RouteSource.local(config.identifier(), config.asn()), config.decision());
      this.feeds =
          listener.wantsRoutes()
              ? List.of(
                  rib.locRib(AddressFamily.IPV4_UNICAST), rib.locRib(AddressFamily.IPV6_UNICAST))
              : List.of();
      this.born = loop.millis();
      this.deferring = config.restartDeferral().isPresent();
      config
          .restartDeferral()
          .ifPresent(
              longest -> {
                loop.after(ABSENT_NEIGHBOURS_MILLIS, () -> {}); // a turn, in which it may end
                loop.after(longest.toMillis(), () -> deferring = false);
              });
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

    private @org.jspecify.annotations.Nullable PeerSession dynamic(InetAddress remote) {
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
      session.start();
    }

    void removePeer(InetAddress address) {
      PeerSession session = peers.remove(address);
      if (session != null) {
        session.stop(NotificationMessage.cease(CeaseSubcode.PEER_DECONFIGURED), "it was removed");
        transport.forget(session.config());
      }
    }

    Optional<PeerSession> session(InetAddress address) {
      return Optional.ofNullable(peers.get(address));
    }

    boolean leave() {
      peers
          .values()
          .forEach(s -> s.leave(NotificationMessage.cease(CeaseSubcode.PEER_DECONFIGURED)));
      return true;
    }

    /** At the end of each turn: routes go out, listeners hear. */
    void pump() {
      if (deferring && mayEndDeferral()) {
        deferring = false;
      }
      if (!deferring) {
        for (PeerSession session : peers.values()) {
          session.routes().drain();
        }
      }
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

    /**
     * RFC 4724 section 4.1: until End-of-RIB has come "from all its peers"; those that do not
     * connect are waited for ten seconds alone, so that one dead neighbour delays no other.
     */
    private boolean mayEndDeferral() {
      boolean waitForAbsent = loop.millis() - born < ABSENT_NEIGHBOURS_MILLIS;
      for (PeerSession session : peers.values()) {
        boolean restarts = session.config().offer().restartTime().isPresent();
        boolean absent = session.state() != SessionState.ESTABLISHED;
        if (restarts && (absent ? waitForAbsent : session.routes().owesRoutes())) {
          return false;
        }
      }
      return !peers.isEmpty() || !waitForAbsent;
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
    }

    @Override
    public boolean recentlyStarted(PeerConfig peer) {
      long promised = peer.offer().restartTime().map(java.time.Duration::toMillis).orElse(0L);
      return loop.millis() - born < promised;
    }
  }
}
