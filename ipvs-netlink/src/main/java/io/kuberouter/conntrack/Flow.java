package io.kuberouter.conntrack;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A flow that the kernel tracks.
 *
 * @param original as the first packet went
 * @param reply as answers are expected; where addresses are translated, not the mirror of the
 *     original
 * @param status {@code CTA_STATUS}; once it has ended, {@link FlowStatus#DYING} is among it
 * @param timeoutSeconds until it is forgotten; absent where the kernel does not tell, as of flows
 *     that have ended by it
 * @param mark {@code CTA_MARK}, 32 bits
 * @param tcpState absent for other protocols, and from older kernels once it has ended
 * @param originalCounters absent where the kernel does not count
 * @param replyCounters absent where the kernel does not count
 * @param zone of connection tracking; 0 for the default
 * @param id of the kernel, for as long as the flow lives ({@code CTA_ID})
 */
public record Flow(
    FlowTuple original,
    FlowTuple reply,
    Set<FlowStatus> status,
    OptionalLong timeoutSeconds,
    long mark,
    Optional<TcpState> tcpState,
    Optional<FlowCounters> originalCounters,
    Optional<FlowCounters> replyCounters,
    int zone,
    int id) {

  public Flow {
    status = Set.copyOf(status);
  }

  /** {@return a flow of which nothing but its directions is known} */
  public static Flow of(FlowTuple original, FlowTuple reply) {
    return new Flow(
        original,
        reply,
        Set.of(),
        OptionalLong.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  /** {@return the same flow after an update} */
  public Flow with(FlowUpdate update) {
    return new Flow(
        original,
        reply,
        status,
        update.timeoutSeconds().isPresent() ? update.timeoutSeconds() : timeoutSeconds,
        update.markOf(mark),
        tcpState,
        originalCounters,
        replyCounters,
        zone,
        id);
  }

  /** {@return the same flow with another number of the kernel} */
  public Flow withId(int value) {
    return new Flow(
        original,
        reply,
        status,
        timeoutSeconds,
        mark,
        tcpState,
        originalCounters,
        replyCounters,
        zone,
        value);
  }

  /** {@return the same flow in another zone} */
  public Flow inZone(int value) {
    return new Flow(
        original,
        reply,
        status,
        timeoutSeconds,
        mark,
        tcpState,
        originalCounters,
        replyCounters,
        value,
        id);
  }
}
