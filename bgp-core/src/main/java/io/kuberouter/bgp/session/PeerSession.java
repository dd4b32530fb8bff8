package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.engine.BfdAction;
import io.kuberouter.bgp.codec.DecodedUpdate;
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
 * A neighbour: its session, when it may be and why it is not, and its routes. On the event loop.
 */
final class PeerSession implements SessionConnection.Owner {

  private final SpeakerContext context;
  private PeerConfig config;
  private final PeerRoutes routes;
  private final PeerLog log = new PeerLog();
  private final PeerConnections connections;
  private long since;
  private boolean stopped;
  private final PathState path = new PathState();
  private @Nullable String waiting;

  PeerSession(SpeakerContext context, PeerConfig config) {
    this.context = context;
    this.config = config;
    this.routes = new PeerRoutes(context, config);
    this.connections = new PeerConnections(this::make, this::usual);
    this.since = context.loop().millis();
  }

  private FsmOptions usual() {
    return new FsmOptions(
        config.transport().passive(), config.timing().delayOpen().isPresent(), true);
  }

  private long localAsn() {
    return config.routes().localAsn().orElse(context.config().asn());
  }

  private SessionConnection make(FsmOptions options, FsmState state) {
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
    return connections.main();
  }

  SessionState state() {
    return connection().state();
  }

  /** Begins, when BFD lets it. */
  void start() {
    waiting = path.allows(config) ? null : "it waits for BFD: " + path.why();
    if (waiting == null) {
      connection().fire(FsmEvent.of(Kind.MANUAL_START));
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
    if (connection().state() == SessionState.IDLE || connection().connection() == null) {
      return; // there is no session that could end
    }
    NotificationMessage down = NotificationMessage.cease(CeaseSubcode.BFD_DOWN);
    String why = "BFD says that the path is down: " + path.why();
    connections.giveUpSecond(FsmEvent.error(Kind.AUTOMATIC_STOP, down, why));
    boolean allowed = path.allows(config);
    connection()
        .fire(FsmEvent.error(allowed ? Kind.AUTOMATIC_STOP : Kind.MANUAL_STOP, meant(down), why));
    if (!allowed) {
      waiting = "it waits for BFD: " + path.why();
    }
  }

  /** Ends: the neighbour is told why, and its routes go. */
  void stop(NotificationMessage last, String why) {
    stopped = true;
    FsmEvent event = FsmEvent.error(Kind.MANUAL_STOP, meant(last), why);
    connections.giveUpSecond(event);
    connection().fire(event);
    connection().abandon();
    routes.end();
  }

  /** Ends without a word where the neighbour then keeps our routes; with one where it does not. */
  void leave(NotificationMessage last) {
    if (state() == SessionState.ESTABLISHED
        && connection().parameters().gracefulRestart().isPresent()
        && config.offer().restartTime().isPresent()) {
      stopped = true;
      connection().abandon();
      return;
    }
    stop(last, "we stop");
  }

  /**
   * An end after which routes must not stay: a Hard Reset where the neighbour would keep them over
   * any other NOTIFICATION (RFC 8538 section 3).
   */
  private NotificationMessage meant(NotificationMessage last) {
    return connection()
            .parameters()
            .gracefulRestart()
            .filter(GracefulRestartCapability::notification)
            .isPresent()
        ? last.asHardReset()
        : last;
  }

  /** Begins the session anew. */
  void reset(NotificationMessage last, String why) {
    connection().fire(FsmEvent.error(Kind.MANUAL_STOP, meant(last), why));
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
    return connections
        .accept(connection)
        .map(handler -> new PeerTransport.Accepted(config, handler));
  }

  @Override
  public OpenMessage ourOpen(SessionConnection connection) {
    return OurOpen.of(
        config, localAsn(), context.config().identifier(), context.recentlyStarted(config));
  }

  @Override
  public boolean saidOpenBeside(SessionConnection connection) {
    SessionConnection other = connections.otherThan(connection);
    return other != null && PeerConnections.saidOpen(other);
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
    connections.opened(connection, ours, theirs);
    return Optional.empty();
  }

  @Override
  public void changed(SessionConnection connection, SessionState before, String why) {
    SessionConnection other = connections.otherThan(connection);
    if (connection == connection()) {
      since = context.loop().millis();
      log.add(new PeerLog.Entry(since, before, connection.state(), why));
      context.tell(
          new SpeakerEvent.PeerStateChanged(config.address(), before, connection.state(), why));
    } else if (!connections.secondHasEnded(connection)) {
      return;
    }
    if (other != null
        && !PeerConnections.saidOpen(connection)
        && config.timing().delayOpen().isEmpty()) {
      other.speak();
    }
  }

  @Override
  public void up(SessionConnection connection) {
    connections.up(connection);
    routes.up(connection);
    context.sessionUp(this);
  }

  @Override
  public void down(SessionConnection connection, String why) {
    if (connection == connection()) {
      context.sessionDown(this, connection);
    }
    routes.down(connection);
  }

  @Override
  public void update(SessionConnection connection, DecodedUpdate update) {
    if (connection == connection() && routes.update(update)) {
      config.routes().maximumPrefixes().ifPresent(this::tooMany);
    }
  }

  /** RFC 4271 section 8.1.2: an AutomaticStop, after which the IdleHoldTimer is the restart's. */
  private void tooMany(PeerConfig.PrefixLimit limit) {
    String again = limit.restart().map(r -> "; it may again in " + r.toSeconds() + " s").orElse("");
    connection()
        .fire(
            FsmEvent.error(
                Kind.AUTOMATIC_STOP,
                meant(NotificationMessage.cease(CeaseSubcode.MAXIMUM_PREFIXES)),
                "the neighbour told more prefixes than the " + limit.most() + " allowed" + again));
    limit.restart().ifPresent(connection()::idleFor);
  }

  @Override
  public void refresh(SessionConnection connection, RouteRefreshMessage refresh) {
    if (connection == connection()) {
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
        waiting == null ? connection().why() : waiting,
        up ? Optional.of(connection().parameters()) : Optional.empty(),
        routes.receivedCount(),
        routes.advertised(),
        path.status(config),
        history);
  }
}
