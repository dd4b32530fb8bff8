package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.Discard;
import io.kuberouter.bgp.bfd.PacketFlag;

/** A session's next step: a pure function. */
public final class BfdEngine {

  private BfdEngine() {}

  /** {@return the session after an event, with what is to be done} */
  public static Transition step(BfdSession session, BfdEvent event, Moment now) {
    Step step = new Step(session, now);
    switch (event.kind()) {
      case PACKET_RECEIVED -> received(step, ((BfdEvent.PacketReceived) event).packet());
      case TIME_PASSED -> timePassed(step);
      case CONFIGURED -> configured(step, ((BfdEvent.Configured) event).config());
      case DISABLED -> {
        if (step.state != BfdState.ADMIN_DOWN) {
          step.enter(BfdState.ADMIN_DOWN, Diagnostic.ADMINISTRATIVELY_DOWN);
        }
      }
      case ENABLED -> {
        if (step.state == BfdState.ADMIN_DOWN) {
          step.enter(BfdState.DOWN, step.diagnostic); // "Set bfd.SessionState to Down"
        }
      }
    }
    return step.end();
  }

  /** Section 6.8.6 from the authentication on; what comes before it needs no session. */
  private static void received(Step step, ControlPacket packet) {
    // "If the A bit is set and no authentication is in use (bfd.AuthType is zero), the packet MUST
    // be discarded."
    if (packet.authentication().isPresent()) {
      step.actions.add(new BfdAction.Discarded(Discard.AUTHENTICATED));
      return;
    }
    step.received = true;
    step.remote = RemoteView.of(packet);
    // "If a Poll Sequence is being transmitted by the local system and the Final (F) bit in the
    // received packet is set, the Poll Sequence MUST be terminated."
    if (packet.has(PacketFlag.FINAL)) {
      step.endPoll();
    }
    // "If bfd.SessionState is AdminDown, discard the packet"
    if (step.state == BfdState.ADMIN_DOWN) {
      step.actions.add(new BfdAction.Discarded(Discard.ADMINISTRATIVELY_DOWN));
      return;
    }
    BfdState next = StateTable.next(step.state, packet.state());
    if (next == BfdState.DOWN && step.state != BfdState.DOWN) {
      step.enter(next, Diagnostic.NEIGHBOR_SIGNALED_SESSION_DOWN);
    } else if (next != step.state) {
      step.enter(next, Diagnostic.NO_DIAGNOSTIC);
    } else if ((packet.state() == BfdState.ADMIN_DOWN)
        != (step.before.remote().state() == BfdState.ADMIN_DOWN)) {
      step.tellRemote();
    }
    // "If the packet was not discarded, it has been received for purposes of the Detection Time
    // expiration rules in section 6.8.4."
    step.lastReceivedAt = step.now.micros();
    step.answer = packet.has(PacketFlag.POLL);
  }

  private static void timePassed(Step step) {
    if (step.now.micros() >= step.before.detectAt()) {
      // Section 6.8.1: without a packet for a detection time bfd.RemoteDiscr is zero again; what
      // else the other side told is as old.
      step.remote = RemoteView.NONE;
      step.lastReceivedAt = BfdSession.NOT_YET;
      // Section 6.8.4: "If ... bfd.SessionState is Init or Up, the session has gone down"
      if (step.state == BfdState.INIT || step.state == BfdState.UP) {
        step.enter(BfdState.DOWN, Diagnostic.CONTROL_DETECTION_TIME_EXPIRED);
      }
    }
    step.due = step.now.micros() >= step.before.transmitAt();
  }

  private static void configured(Step step, BfdConfig config) {
    step.config = config;
    step.setIntervals();
  }
}
