package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.fsm.FsmAction.SendNotification;
import io.kuberouter.bgp.fsm.FsmAction.Simple;
import io.kuberouter.bgp.message.NotificationMessage;
import java.util.ArrayList;
import java.util.List;

/** What follows from an event: the state afterwards, and what to do, in order. */
public record Transition(FsmState next, List<FsmAction> actions) {
  public Transition {
    actions = List.copyOf(actions);
  }

  static Transition to(FsmState next, FsmAction... actions) {
    return new Transition(next, List.of(actions));
  }

  /** The event changes nothing. */
  static Transition ignore(FsmState state) {
    return new Transition(state, List.of());
  }

  /**
   * The end of an attempt or a session as nearly every state has it: "sets the ConnectRetryTimer to
   * zero, releases all BGP resources, drops the TCP connection, increments the ConnectRetryCounter
   * by 1, (optionally) performs peer oscillation damping ... and changes its state to Idle".
   */
  static Transition fail(FsmState state, FsmOptions options, FsmAction... first) {
    List<FsmAction> actions = ending(state, first);
    if (options.automaticStart()) {
      actions.add(Simple.START_IDLE_HOLD_TIMER);
    }
    return new Transition(state.failed(SessionState.IDLE), actions);
  }

  /** The same with the NOTIFICATION that an event holds. */
  static Transition failTelling(FsmState state, FsmOptions options, FsmEvent event) {
    return event instanceof FsmEvent.Failure error
        ? fail(state, options, new SendNotification(error.notification()))
        : fail(state, options);
  }

  static Transition failTelling(
      FsmState state, FsmOptions options, NotificationMessage notification) {
    return fail(state, options, new SendNotification(notification));
  }

  /** An end that somebody has asked for: the counter is zero, and nothing starts by itself. */
  static Transition stop(FsmState state, FsmEvent event, boolean tell) {
    List<FsmAction> actions =
        tell && event instanceof FsmEvent.Failure error
            ? ending(state, new SendNotification(error.notification()))
            : ending(state);
    return new Transition(state.fresh(SessionState.IDLE), actions);
  }

  private static List<FsmAction> ending(FsmState state, FsmAction... first) {
    List<FsmAction> actions = new ArrayList<>(List.of(first));
    actions.add(Simple.STOP_CONNECT_RETRY_TIMER);
    if (state.delayOpenRunning()) {
      actions.add(Simple.STOP_DELAY_OPEN_TIMER);
    }
    actions.add(Simple.STOP_SESSION_TIMERS);
    if (state.state() == SessionState.ESTABLISHED) {
      actions.add(Simple.SESSION_DOWN);
    }
    actions.add(Simple.DROP_CONNECTION);
    return actions;
  }
}
