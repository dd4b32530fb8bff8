package io.kuberouter.bgp.session;

import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.fsm.FsmAction;
import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.fsm.FsmEvent.Kind;
import io.kuberouter.bgp.fsm.FsmOptions;
import io.kuberouter.bgp.fsm.FsmState;
import io.kuberouter.bgp.fsm.SessionFsm;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.fsm.Transition;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.SessionParameters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one state machine: timers become events, actions become effects. On the event loop. */
final class SessionConnection {

  private static final int LARGE_HOLD_MILLIS = 240_000;

  /** The peer to which the connection belongs. */
  interface Owner {
    OpenMessage ourOpen(SessionConnection connection);

    /** {@return whether another connection has been made on which we have said OPEN} */
    boolean saidOpenBeside(SessionConnection connection);

    /** {@return what is wrong with the neighbour's OPEN, if anything} */
    Optional<FsmEvent> opened(SessionConnection connection, OpenMessage theirs);

    void changed(SessionConnection connection, SessionState before, String why);

    void up(SessionConnection connection);

    void down(SessionConnection connection, String why);

    void update(SessionConnection connection, DecodedUpdate update);

    void refresh(SessionConnection connection, RouteRefreshMessage refresh);

    void writable(SessionConnection connection);
  }

  private final Owner owner;
  private final PeerConfig config;
  private final EventLoop loop;
  private final PeerTransport transport;
  private final SessionTimers timers;
  private FsmOptions options;
  private FsmState state;
  private PeerTransport.@Nullable Connection connection;
  private boolean ours;
  private final OpenExchange opens;
  private SessionEnd end = SessionEnd.NOT_YET;
  private String why = "not started";

  SessionConnection(
      Owner owner,
      PeerConfig config,
      EventLoop loop,
      PeerTransport transport,
      SessionParameters before,
      FsmOptions options,
      FsmState state) {
    this.owner = owner;
    this.config = config;
    this.loop = loop;
    this.transport = transport;
    this.opens = new OpenExchange(before);
    this.options = options;
    this.state = state;
    this.timers = new SessionTimers(loop, config, this::fire, this::catchUp);
  }

  private void catchUp() {
    if (connection != null) {
      connection.catchUp();
    }
  }

  SessionState state() {
    return state.state();
  }

  String why() {
    return why;
  }

  SessionParameters parameters() {
    return opens.agreed();
  }

  /** {@return the OPENs that were said} */
  OpenExchange opens() {
    return opens;
  }

  /** {@return whether we have made the connection} */
  boolean isOurs() {
    return ours;
  }

  /** {@return how the session ends, while it does} */
  SessionEnd end() {
    return end;
  }

  PeerTransport.@Nullable Connection connection() {
    return connection;
  }

  /** From now on it is the session's own connection, which starts again when it fails. */
  void promote(FsmOptions usual) {
    options = usual;
  }

  /** Gives all up without a word or an event. */
  void abandon() {
    timers.stopAll();
    if (connection != null) {
      connection.close();
      connection = null;
    }
    state = FsmState.INITIAL;
  }

  /** Takes a connection that the neighbour has made. */
  PeerTransport.Handler accept(PeerTransport.Connection accepted) {
    connection = accepted;
    ours = false;
    Wire wire = new Wire(this, owner, opens);
    wire.attach(accepted);
    loop.execute(
        () -> {
          if (connection == accepted) {
            made(FsmEvent.of(Kind.TCP_CONNECTION_CONFIRMED, "the neighbour has connected"));
          }
        });
    return wire;
  }

  /**
   * The connection is there. The second one of a neighbour hears first: so no side says OPEN on
   * both, and none takes the one for established while the other side closes it for the other.
   */
  void made(FsmEvent event) {
    step(event, owner.saidOpenBeside(this) ? options.hearingFirst() : options);
  }

  /** Says OPEN now, if it would hear first. */
  void speak() {
    if (state.delayOpenRunning()) {
      timers.stopDelayOpen();
      fire(FsmEvent.of(Kind.DELAY_OPEN_TIMER_EXPIRES, "the other connection has ended"));
    }
  }

  /** Starts again after a time, in place of when it would; it is idle. */
  void idleFor(Duration time) {
    timers.startIdleHold(time);
  }

  void fire(FsmEvent event) {
    step(event, options);
  }

  private void step(FsmEvent event, FsmOptions options) {
    FsmState before = state;
    Transition transition = SessionFsm.step(before, options, event);
    state = transition.next();
    end = end.by(event.kind());
    boolean moved = before.state() != state.state();
    if (moved) {
      why = Reasons.of(event);
    }
    for (FsmAction action : transition.actions()) {
      perform(action);
    }
    if (moved) {
      owner.changed(this, before.state(), why);
    }
  }

  private void perform(FsmAction action) {
    if (action instanceof FsmAction.SendNotification notification) {
      end = end.told(notification.notification());
      send(notification.notification());
      return;
    }
    switch ((FsmAction.Simple) action) {
      case CONNECT -> connect();
      case DROP_CONNECTION -> drop();
      case SEND_OPEN -> {
        OpenMessage open = owner.ourOpen(this);
        send(open);
        opens.said(open);
      }
      case SEND_KEEPALIVE -> send(new KeepaliveMessage());
      case START_CONNECT_RETRY_TIMER -> timers.startConnectRetry(state.connectRetryCounter());
      case STOP_CONNECT_RETRY_TIMER -> timers.stopConnectRetry();
      case START_DELAY_OPEN_TIMER -> timers.startDelayOpen();
      case STOP_DELAY_OPEN_TIMER -> timers.stopDelayOpen();
      case START_LARGE_HOLD_TIMER -> timers.startHold(LARGE_HOLD_MILLIS);
      case START_HOLD_TIMER -> timers.startHold(parameters().holdTime() * 1000L);
      case RESTART_HOLD_TIMER -> timers.heard();
      case START_KEEPALIVE_TIMER -> timers.startKeepalive(parameters().holdTime() * 1000L);
      case STOP_SESSION_TIMERS -> timers.stopSession();
      case START_IDLE_HOLD_TIMER -> timers.startIdleHold(state.connectRetryCounter());
      case STOP_IDLE_HOLD_TIMER -> timers.stopIdleHold();
      case SESSION_UP -> {
        timers.watchSending(connection);
        owner.up(this);
      }
      case SESSION_DOWN -> owner.down(this, why);
      case PROCESS_MESSAGE -> {} // by the caller, who holds the message
    }
  }

  private void connect() {
    ours = true;
    Wire wire = new Wire(this, owner, opens);
    connection = transport.connect(config, wire);
    wire.attach(connection);
  }

  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
    opens.forget();
    end = SessionEnd.NOT_YET;
  }

  void send(BgpMessage message) {
    if (connection != null) {
      connection.write(ByteBuffer.wrap(MessageCodec.encode(message, parameters())));
    }
  }

  /** The neighbour's OPEN has come. */
  void opened(OpenMessage open) {
    boolean expected =
        state() == SessionState.OPEN_SENT
            || ((state() == SessionState.CONNECT || state() == SessionState.ACTIVE)
                && state.delayOpenRunning());
    if (!expected) {
      fire(FsmEvent.of(Kind.BGP_OPEN, "an OPEN came out of turn"));
      return;
    }
    PeerTransport.Connection before = connection;
    Optional<FsmEvent> refusal = owner.opened(this, open);
    if (connection != before) {
      return; // it was the one to close of two
    }
    if (refusal.isPresent()) {
      fire(refusal.get());
      return;
    }
    opens.taken(open);
    fire(FsmEvent.of(Kind.BGP_OPEN, "the neighbour's OPEN came"));
  }

  /** The neighbour has said why it ends the session. */
  void notified(NotificationMessage last, FsmEvent event) {
    end = end.heard(last);
    fire(event);
  }

  /** Something has come. */
  void heardOctets() {
    timers.heardOctets();
  }
}
