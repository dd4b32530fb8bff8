package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.CollisionRule;
import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.fsm.FsmEvent.Kind;
import io.kuberouter.bgp.fsm.FsmOptions;
import io.kuberouter.bgp.fsm.FsmState;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.number.CeaseSubcode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections with one neighbour: the session's own, and while two collide a second one (RFC
 * 4271 section 6.8). On the event loop.
 */
final class PeerConnections {

  /** Makes one. */
  interface Maker {
    SessionConnection make(FsmOptions options, FsmState state);
  }

  private final Maker maker;
  private final Supplier<FsmOptions> usual;
  private SessionConnection main;
  private @Nullable SessionConnection extra;

  /**
   * Makes the session's own.
   *
   * @param usual the options of the session's own, as they are now
   */
  PeerConnections(Maker maker, Supplier<FsmOptions> usual) {
    this.maker = maker;
    this.usual = usual;
    this.main = maker.make(usual.get(), FsmState.INITIAL);
  }

  /** {@return the session's own} */
  SessionConnection main() {
    return main;
  }

  /** {@return the other one of two, if there are two} */
  @Nullable SessionConnection otherThan(SessionConnection connection) {
    return connection == main ? extra : main;
  }

  /** {@return whether we have said OPEN on a connection} */
  static boolean saidOpen(SessionConnection connection) {
    return switch (connection.state()) {
      case IDLE, CONNECT, ACTIVE -> false;
      case OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> true;
    };
  }

  /** {@return who hears of a connection that the neighbour has made; none: it is not taken} */
  Optional<PeerTransport.Handler> accept(PeerTransport.Connection connection) {
    return switch (main.state()) {
      case IDLE -> Optional.empty(); // "refuses all incoming BGP connections": section 8.2.2
      case ACTIVE ->
          main.connection() == null ? Optional.of(main.accept(connection)) : beside(connection);
      case CONNECT, OPEN_SENT, OPEN_CONFIRM, ESTABLISHED -> beside(connection);
    };
  }

  private Optional<PeerTransport.Handler> beside(PeerTransport.Connection connection) {
    if (extra != null) {
      return Optional.empty();
    }
    extra = maker.make(FsmOptions.ONCE, FsmState.ACCEPTING);
    return Optional.of(extra.accept(connection));
  }

  /** The neighbour's OPEN has come on one: of two, one is closed where that decides. */
  void opened(SessionConnection connection, OpenMessage ours, OpenMessage theirs) {
    SessionConnection other = otherThan(connection);
    if (other == null) {
      return;
    }
    boolean restarts =
        theirs.capability(GracefulRestartCapability.class).isPresent()
            && other.parameters().gracefulRestart().isPresent();
    switch (CollisionRule.decide(ours, theirs, connection.isOurs(), other.state(), restarts)) {
      case BOTH -> {}
      case CLOSE_NEW -> close(connection);
      case CLOSE_OTHER -> close(other);
    }
  }

  /** One is up, and stays alone. */
  void up(SessionConnection connection) {
    SessionConnection other = otherThan(connection);
    if (other != null) {
      close(other);
    }
  }

  /** Closes one of two; the other one is the session's own then. */
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
      main.promote(usual.get());
    }
    extra = null;
  }

  /** {@return whether it is the second one that has ended: it is forgotten} */
  boolean secondHasEnded(SessionConnection connection) {
    if (connection != extra || connection.state() != SessionState.IDLE) {
      return false;
    }
    extra = null;
    return true;
  }

  /** The second one ends. */
  void giveUpSecond(FsmEvent event) {
    SessionConnection second = extra;
    extra = null;
    if (second != null) {
      second.fire(event);
    }
  }
}
