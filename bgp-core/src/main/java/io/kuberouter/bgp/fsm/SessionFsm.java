package io.kuberouter.bgp.fsm;

import java.util.List;

/** One step of a connection's state machine: a function of state and event. */
public final class SessionFsm {

  /** What the edge does. */
  public enum Action {
    SEND_OPEN,
    SEND_KEEPALIVE,
    START_TIMERS,
    RESTART_HOLD_TIMER,
    ANNOUNCE_ROUTES,
    PROCESS_UPDATE,
    NOTIFY_HOLD_TIMER_EXPIRED,
    NOTIFY_FSM_ERROR,
    NOTIFY_CEASE,
    CLOSE
  }

  /** The state afterwards, and what to do, in order. */
  public record Transition(SessionState state, List<Action> actions) {}

  private SessionFsm() {}

  private static Transition to(SessionState state, Action... actions) {
    return new Transition(state, List.of(actions));
  }

  /** {@return what follows from an event} */
  public static Transition step(SessionState state, SessionEvent event) {
    return switch (event) {
      case TCP_CONNECTED ->
          state == SessionState.CONNECT
              ? to(SessionState.OPEN_SENT, Action.SEND_OPEN, Action.START_TIMERS)
              : unexpected();
      case OPEN_RECEIVED ->
          state == SessionState.OPEN_SENT
              ? to(SessionState.OPEN_CONFIRM, Action.SEND_KEEPALIVE, Action.START_TIMERS)
              : unexpected();
      case KEEPALIVE_RECEIVED ->
          switch (state) {
            case OPEN_CONFIRM ->
                to(SessionState.ESTABLISHED, Action.RESTART_HOLD_TIMER, Action.ANNOUNCE_ROUTES);
            case ESTABLISHED -> to(SessionState.ESTABLISHED, Action.RESTART_HOLD_TIMER);
            case IDLE, CONNECT, OPEN_SENT -> unexpected();
          };
      case UPDATE_RECEIVED ->
          state == SessionState.ESTABLISHED
              ? to(SessionState.ESTABLISHED, Action.RESTART_HOLD_TIMER, Action.PROCESS_UPDATE)
              : unexpected();
      case HOLD_TIMER_EXPIRED ->
          to(SessionState.IDLE, Action.NOTIFY_HOLD_TIMER_EXPIRED, Action.CLOSE);
      case NOTIFICATION_RECEIVED, TCP_LOST -> to(SessionState.IDLE, Action.CLOSE);
      case STOP -> to(SessionState.IDLE, Action.NOTIFY_CEASE, Action.CLOSE);
    };
  }

  /** RFC 4271 section 6.6: any other event is an error of the finite state machine. */
  private static Transition unexpected() {
    return to(SessionState.IDLE, Action.NOTIFY_FSM_ERROR, Action.CLOSE);
  }
}
