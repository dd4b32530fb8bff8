package io.kuberouter.conntrack.testkit;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowStatus;
import io.kuberouter.conntrack.FlowUpdate;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/** What the kernel makes of a flow. */
final class KernelRules {

  /** {@code INT_MAX} ticks of a kernel with 100 a second. */
  private static final long MOST_SECONDS = Integer.MAX_VALUE / 100;

  private KernelRules() {}

  /** {@return a flow as it is once in the table} */
  static Flow confirmed(Flow flow, int id) {
    Set<FlowStatus> status = EnumSet.of(FlowStatus.CONFIRMED);
    status.addAll(flow.status());
    return copy(flow, status, capped(flow.timeoutSeconds()), id);
  }

  static Flow updated(Flow flow, FlowUpdate update) {
    Flow after = flow.with(update);
    return copy(after, after.status(), capped(after.timeoutSeconds()), after.id());
  }

  /** {@return a flow as it is told when it is removed} */
  static Flow dying(Flow flow) {
    Set<FlowStatus> status = EnumSet.of(FlowStatus.DYING);
    status.addAll(flow.status());
    return copy(flow, status, flow.timeoutSeconds(), flow.id());
  }

  /** {@return a flow that has ended by its timeout, which the kernel does not tell then} */
  static Flow expired(Flow flow) {
    return copy(flow, flow.status(), OptionalLong.empty(), flow.id());
  }

  private static OptionalLong capped(OptionalLong seconds) {
    return seconds.orElse(0) > MOST_SECONDS ? OptionalLong.of(MOST_SECONDS) : seconds;
  }

  private static Flow copy(Flow flow, Set<FlowStatus> status, OptionalLong seconds, int id) {
    return new Flow(
        flow.original(),
        flow.reply(),
        status,
        seconds,
        flow.mark(),
        flow.tcpState(),
        flow.originalCounters(),
        flow.replyCounters(),
        flow.zone(),
        id);
  }
}
