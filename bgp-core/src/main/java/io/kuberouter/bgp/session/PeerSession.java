package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.engine.BfdAction;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.fsm.CollisionRule;
import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.fsm.FsmEvent.Kind;
import io.kuberouter.bgp.fsm.FsmOptions;
import io.kuberouter.bgp.fsm.FsmState;
import io.kuberouter.bgp.fsm.OpenRule;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.CeaseSubcode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A neighbour: the session's own connection, and while two connections collide a second one (RFC
 * 4271 section 6.8). On the event loop.
 */
final class PeerSession implements SessionConnection.Owner {

  private final SpeakerContext context;
  private PeerConfig config;
  private final PeerRoutes routes;
  private final PeerLog log = new PeerLog();
  private SessionConnection main;
  private @Nullable SessionConnection extra;
  private long since;
  private boolean stopped;
  private final PathState path = new PathState();
  private @Nullable String waiting;

  PeerSession(SpeakerContext context, PeerConfig config) {
    this.context = context;
    this.config = config;
    this.routes = new PeerRoutes(context, config);
    this.main = connection(usual(), FsmState.INITIAL);
    this.since = context.loop().millis();
  }

  private FsmOptions usual() {
    return new FsmOptions(
        config.transport().passive(), config.timing().delayOpen().isPresent(), true);
  }

  private long localAsn() {
    return config.routes().localAsn().orElse(context.config().asn());
  }

  private SessionConnection connection(FsmOptions options, FsmState state) {
    return new SessionConnection(
        this,
        config,
        context.loop(),
        context.transport(),
        SessionParameters.plain(localAsn(), config.remoteAsn()),
        options,
        state);
  }

  PeerConfig config() {
    return config;
  }

  PeerRoutes routes() {
    return routes;
  }

  /** {@return the session's own connection} */
  SessionConnection connection() {
    return main;
  }

  SessionState state() {
    return main.state();
  }

  /** Begins, when BFD lets it. */
  void start() {
    waiting = path.allows(config) ? null : "it waits for BFD: " + path.why();
    if (waiting == null) {
      main.fire(FsmEvent.of(Kind.MANUAL_START));
    }
  }

  /** BFD tells of the path to the neighbour. */
  void pathChanged(BfdAction.StateChanged change) {
    boolean failed = path.changed(change);
    if (stopped || config.bfd().isEmpty()) {
      return;
    }
    if (failed) {
      pathFailed();
    } else if (waiting != null) {
      start();
    }
  }

  void pathRefused(String why) {
    path.refused(why);
    if (waiting != null) {
      start();
    }
  }

  /**
   * RFC 9384: "BFD Down" ends the session. Packets do not get there, so that routes must not stay,
   * whatever was agreed on for restarts (RFC 8538 section 3).
   */
  private void pathFailed() {
    if (main.state() == SessionState.IDLE || main.connection() == null) {
      return; // there is no session that could end
    }
    NotificationMessage down = NotificationMessage.cease(CeaseSubcode.BFD_DOWN);
    String why = "BFD says that the path is down: " + path.why();
    giveUpExtra(FsmEvent.error(Kind.AUTOMATIC_STOP, down, why));
    boolean allowed = path.allows(config);
    main.fire(FsmEvent.error(allowed ? Kind.AUTOMATIC_STOP : Kind.MANUAL_STOP, meant(down), why));
    if (!allowed) {
      waiting = "it waits for BFD: " + path.why();
    }
  }

  private void giveUpExtra(FsmEvent event) {
    SessionConnection second = extra;
    extra = null;
    if (second != null) {
      second.fire(event);
    }
  }

  /** Ends: the neighbour is told why, and its routes go. */
  void stop(NotificationMessage last, String why) {
    stopped = true;
    FsmEvent event = FsmEvent.error(Kind.MANUAL_STOP, meant(last), why);
    giveUpExtra(event);
    main.fire(event);
    main.abandon();
    routes.end();
  }

  /** Ends without a word where the neighbour then keeps our routes; with one where it does not. */
  void leave(NotificationMessage last) {
    if (state() == SessionState.ESTABLISHED
        && main.parameters().gracefulRestart().isPresent()
        && config.offer().restartTime().isPresent()) {
      stopped = true;
      main.abandon();
      return;
    }
    stop(last, "we stop");
  }

  /**
   * An end after which routes must not stay: a Hard Reset where the neighbour would keep them over
   * any other NOTIFICATION (RFC 8538 section 3).
   */
  private NotificationMessage meant(NotificationMessage last) {
    return main.parameters()
            .gracefulRestart()
            .filter(GracefulRestartCapability::notification)
            .isPresent()
        ? last.asHardReset()
        : last;
  }

  /** Begins the session anew. */
  void reset(NotificationMessage last, String why) {
    main.fire(FsmEvent.error(Kind.MANUAL_STOP, meant(last), why));
    start();
  }

  /** Uses another configuration that needs no new session. */
  void soften(PeerConfig other) {
    config = other;
    routes.reconfigure(other);
    if (waiting != null) {
      start();
    }
  }

  Optional<PeerTransport.Accepted> accept(PeerTransport.Connection connection) {
    if (stopped || waiting != null) {
      return Optional.empty();
    }
    return switch (main.state()) {
      case IDLE -> Optional.empty(); // "refuses all incoming BGP connections": section 8.2.2
      case ACTIVE ->
          main.connection() == null
              ? Optional.of(new PeerTransport.Accepted(config, main.accept(connection)))
              : beside(connection);
      case CONNECT, OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> beside(connection);
    };
  }

  private Optional<PeerTransport.Accepted> beside(PeerTransport.Connection connection) {
    if (extra != null) {
      return Optional.empty();
    }
    extra = connection(FsmOptions.ONCE, FsmState.ACCEPTING);
    return Optional.of(new PeerTransport.Accepted(config, extra.accept(connection)));
  }

  @Override
  public OpenMessage ourOpen(SessionConnection connection) {
    return OurOpen.of(
        config, localAsn(), context.config().identifier(), context.recentlyStarted(config));
  }

  private @Nullable SessionConnection otherThan(SessionConnection connection) {
    return connection == main ? extra : main;
  }

  private static boolean saidOpen(SessionConnection connection) {
    return switch (connection.state()) {
      case IDLE, CONNECT, ACTIVE -> false;
      case OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> true;
    };
  }

  @Override
  public boolean saidOpenBeside(SessionConnection connection) {
    SessionConnection other = otherThan(connection);
    return other != null && saidOpen(other);
  }

  @Override
  public Optional<FsmEvent> opened(SessionConnection connection, OpenMessage theirs) {
    OpenMessage ours = ourOpen(connection);
    OptionalLong expected =
        config.remoteAsn() == 0 ? OptionalLong.empty() : OptionalLong.of(config.remoteAsn());
    Optional<OpenRule.Refusal> refusal =
        OpenRule.check(ours, theirs, expected, config.offer().strictRole());
    if (refusal.isPresent()) {
      return refusal.map(r -> FsmEvent.error(Kind.BGP_OPEN_MSG_ERR, r.notification(), r.detail()));
    }
    SessionConnection other = otherThan(connection);
    if (other != null) {
      boolean restarts =
          theirs.capability(GracefulRestartCapability.class).isPresent()
              && other.parameters().gracefulRestart().isPresent();
      switch (CollisionRule.decide(ours, theirs, connection.isOurs(), other.state(), restarts)) {
        case BOTH -> {}
        case CLOSE_NEW -> close(connection);
        case CLOSE_OTHER -> close(other);
      }
    }
    return Optional.empty();
  }

  /** Closes one of two connections; the other one is the session's own then. */
  private void close(SessionConnection loser) {
    if (loser.state() == SessionState.ESTABLISHED) {
      loser.fire(FsmEvent.of(Kind.TCP_CONNECTION_FAILS, "the neighbour has restarted"));
    } else {
      loser.fire(
          FsmEvent.error(
              Kind.OPEN_COLLISION_DUMP,
              NotificationMessage.cease(CeaseSubcode.CONNECTION_COLLISION),
              "another connection with the neighbour stays"));
    }
    loser.abandon();
    if (loser == main && extra != null) {
      main = extra;
      main.promote(usual());
    }
    extra = null;
  }

  @Override
  public void changed(SessionConnection connection, SessionState before, String why) {
    SessionConnection other = otherThan(connection);
    if (connection == main) {
      since = context.loop().millis();
      log.add(new PeerLog.Entry(since, before, connection.state(), why));
      context.tell(
          new SpeakerEvent.PeerStateChanged(config.address(), before, connection.state(), why));
    } else if (connection == extra && connection.state() == SessionState.IDLE) {
      extra = null;
    } else {
      return;
    }
    if (other != null && !saidOpen(connection) && config.timing().delayOpen().isEmpty()) {
      other.speak();
    }
  }

  @Override
  public void up(SessionConnection connection) {
    if (connection == extra) {
      close(main);
    } else if (extra != null) {
      close(extra);
    }
    routes.up(connection);
    context.sessionUp(this);
  }

  @Override
  public void down(SessionConnection connection, String why) {
    if (connection == main) {
      context.sessionDown(this, connection);
    }
    routes.down(connection);
  }

  @Override
  public void update(SessionConnection connection, DecodedUpdate update) {
    if (connection == main && routes.update(update)) {
      config.routes().maximumPrefixes().ifPresent(this::tooMany);
    }
  }

  /** RFC 4271 section 8.1.2: an AutomaticStop, after which the IdleHoldTimer is the restart's. */
  private void tooMany(PeerConfig.PrefixLimit limit) {
    String again = limit.restart().map(r -> "; it may again in " + r.toSeconds() + " s").orElse("");
    main.fire(
        FsmEvent.error(
            Kind.AUTOMATIC_STOP,
            meant(NotificationMessage.cease(CeaseSubcode.MAXIMUM_PREFIXES)),
            "the neighbour told more prefixes than the " + limit.most() + " allowed" + again));
    limit.restart().ifPresent(main::idleFor);
  }

  @Override
  public void refresh(SessionConnection connection, RouteRefreshMessage refresh) {
    if (connection == main) {
      routes.refresh(refresh);
    }
  }

  @Override
  public void writable(SessionConnection connection) {
    if (routes.waits()) {
      context.loop().anotherTurn();
    }
  }

  PeerStatus status() {
    long now = context.loop().millis();
    List<PeerStatus.Change> history = new ArrayList<>();
    for (PeerLog.Entry e : log.entries()) {
      history.add(
          new PeerStatus.Change(Duration.ofMillis(now - e.millis()), e.before(), e.now(), e.why()));
    }
    boolean up = state() == SessionState.ESTABLISHED;
    return new PeerStatus(
        config,
        state(),
        Duration.ofMillis(now - since),
        waiting == null ? main.why() : waiting,
        up ? Optional.of(main.parameters()) : Optional.empty(),
        routes.receivedCount(),
        routes.advertised(),
        path.status(config),
        history);
  }
}
