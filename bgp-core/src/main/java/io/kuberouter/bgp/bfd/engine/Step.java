package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.ControlPacket;
import io.kuberouter.bgp.bfd.Diagnostic;
import io.kuberouter.bgp.bfd.PacketFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A session in the middle of one step; lives no longer than that. */
final class Step {

  final BfdSession before;
  final Moment now;
  final List<BfdAction> actions = new ArrayList<>(2);

  BfdConfig config;
  BfdState state;
  Diagnostic diagnostic;
  RemoteView remote;
  long lastReceivedAt;

  /** Whether a packet with F is owed. */
  boolean answer;

  /** Whether a packet is the cause. */
  boolean received;

  /** Whether the time of a periodic packet has come. */
  boolean due;

  private Intervals intervals;
  private Poll poll;

  Step(BfdSession before, Moment now) {
    this.before = before;
    this.now = now;
    config = before.config();
    state = before.state();
    diagnostic = before.diagnostic();
    remote = before.remote();
    lastReceivedAt = before.lastReceivedAt();
    intervals = before.intervals();
    poll = before.poll();
  }

  void enter(BfdState next, Diagnostic why) {
    actions.add(new BfdAction.StateChanged(state, next, why, remote.state()));
    state = next;
    diagnostic = why;
    setIntervals();
  }

  /** Clients are told of the other side's AdminDown also when our state stays (RFC 5882, 4.1). */
  void tellRemote() {
    actions.add(new BfdAction.StateChanged(state, state, diagnostic, remote.state()));
  }

  /**
   * Section 6.8.3: "If either bfd.DesiredMinTxInterval is changed or bfd.RequiredMinRxInterval is
   * changed, a Poll Sequence MUST be initiated".
   */
  void setIntervals() {
    long tx = BfdSession.desiredMinTx(config, state);
    long rx = config.requiredMinRxMicros();
    boolean changed = tx != intervals.desiredMinTx() || rx != intervals.requiredMinRx();
    intervals = intervals.change(tx, rx, state == BfdState.UP);
    if (changed) {
      poll = poll == Poll.NONE ? Poll.ACTIVE : Poll.AGAIN;
    }
  }

  void endPoll() {
    if (poll == Poll.AGAIN) {
      poll = Poll.ACTIVE; // the F may belong to the values before the last change
    } else if (poll == Poll.ACTIVE) {
      poll = Poll.NONE;
      intervals = intervals.settle();
    }
  }

  private BfdSession session(long lastSentAt, long transmitAt) {
    return new BfdSession(
        config,
        before.localDiscriminator(),
        state,
        diagnostic,
        remote,
        intervals,
        poll,
        lastSentAt,
        lastReceivedAt,
        transmitAt);
  }

  private static ControlPacket packet(BfdSession from, Set<PacketFlag> flags) {
    return new ControlPacket(
        from.diagnostic().code(),
        from.state(),
        flags,
        from.config().detectMultiplier(),
        from.localDiscriminator(),
        from.remote().discriminator(),
        from.intervals().desiredMinTx(),
        from.intervals().requiredMinRx(),
        0, // no echo packets are looped back: section 6.8.1 lets a system say so
        Optional.empty());
  }

  Transition end() {
    BfdSession after = session(before.lastSentAt(), before.transmitAt());
    if (answer) {
      // "If the Poll (P) bit is set, send a BFD Control packet to the remote system with the Poll
      // (P) bit clear, and the Final (F) bit set", whatever else limits transmission
      actions.add(new BfdAction.Send(packet(after, Set.of(PacketFlag.FINAL))));
    }
    // Section 6.8.7: a packet "SHOULD be transmitted during the interval between periodic Control
    // packet transmissions when the contents of that packet would differ from that in the
    // previously transmitted packet": an answer tells the contents just as well
    boolean early = !answer && differs(after);
    boolean send = (due || (early && waited(after))) && !after.mustBeSilent();
    if (send) {
      Set<PacketFlag> flags = poll == Poll.NONE ? Set.of() : Set.of(PacketFlag.POLL);
      actions.add(new BfdAction.Send(packet(after, flags)));
    }
    long interval = after.transmitInterval();
    long lastSentAt = send ? now.micros() : before.lastSentAt();
    boolean reschedule = send || interval != before.transmitInterval();
    long transmitAt = reschedule ? schedule(lastSentAt, interval) : before.transmitAt();
    if (early && !send && !after.mustBeSilent()) {
      transmitAt = Math.min(transmitAt, lastSentAt + BfdSession.GAP);
    }
    return new Transition(session(lastSentAt, transmitAt), actions);
  }

  private boolean differs(BfdSession after) {
    return !packet(after, Set.of()).equals(packet(before, Set.of()));
  }

  private boolean waited(BfdSession after) {
    if (!received) {
      return true;
    }
    long gap = Math.min(BfdSession.GAP, after.transmitInterval());
    return now.micros() - before.lastSentAt() >= gap;
  }

  /** An interval that became shorter counts from the last packet: section 6.8.3. */
  private long schedule(long lastSentAt, long interval) {
    return interval == BfdSession.NEVER
        ? BfdSession.NEVER
        : Math.max(now.micros(), lastSentAt + jittered(interval));
  }

  /**
   * Section 6.8.7: each interval is "jittered ... by up to 25%", so that it is 75 % to 100 % of the
   * agreed one; "If bfd.DetectMult is equal to 1, the interval ... MUST be no more than 90% of the
   * negotiated transmission interval, and MUST be no less than 75%".
   */
  private long jittered(long interval) {
    double most = config.detectMultiplier() == 1 ? 0.90 : 1.0;
    return (long) (interval * (most - (now.chance() * (most - 0.75))));
  }
}
