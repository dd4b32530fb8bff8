package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.Discard;

/** What is to be done after a step. */
public sealed interface BfdAction
    permits BfdAction.Send, BfdAction.StateChanged, BfdAction.Discarded {

  /** A packet goes out. */
  record Send(ControlPacket packet) implements BfdAction {}

  /**
   * The session is in another state, or the other side has become or is no more AdminDown while
   * ours stays the same.
   *
   * @param remote the other side's state as it last told it: RFC 5882 section 4.2 has clients tell
   *     AdminDown from Down
   */
  record StateChanged(BfdState from, BfdState to, Diagnostic diagnostic, BfdState remote)
      implements BfdAction {

    /** {@return as {@code Up -> Down: Control Detection Time Expired}} */
    @Override
    public String toString() {
      return from + " -> " + to + (to == BfdState.UP ? "" : ": " + diagnostic);
    }
  }

  /** A packet was not taken. */
  record Discarded(Discard reason) implements BfdAction {}
}
