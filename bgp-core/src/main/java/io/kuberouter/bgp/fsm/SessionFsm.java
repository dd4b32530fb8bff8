package io.kuberouter.bgp.fsm;

/** One step of the machine: passes on to the class of the state. */
public final class SessionFsm {

  private SessionFsm() {}

  /** {@return what follows from an event} */
  public static Transition step(FsmState state, FsmOptions options, FsmEvent event) {
    return switch (state.state()) {
      case IDLE -> Idle.on(state, options, event);
      case CONNECT -> Connect.on(state, options, event);
      case ACTIVE -> Active.on(state, options, event);
      case OPEN_SENT -> OpenSent.on(state, options, event);
      case OPEN_CONFIRM -> OpenConfirm.on(state, options, event);
      case ESTABLISHED -> Established.on(state, options, event);
    };
  }
}
