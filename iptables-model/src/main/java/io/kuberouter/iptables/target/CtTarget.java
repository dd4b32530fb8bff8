package io.kuberouter.iptables.target;

import java.util.List;
import java.util.Optional;

/**
 * {@code -j CT}: sets how the packet is tracked, before it is.
 *
 * @param notrack whether it is not at all
 * @param helper of tracking
 * @param timeout policy of timeouts
 * @param events to be reported
 * @param expectEvents to be reported of expectations
 * @param zone a number or {@code mark}
 * @param originalZone for the first direction
 * @param replyZone for the answers
 */
public record CtTarget(
    boolean notrack,
    Optional<String> helper,
    Optional<String> timeout,
    Optional<List<String>> events,
    Optional<List<String>> expectEvents,
    Optional<String> zone,
    Optional<String> originalZone,
    Optional<String> replyZone)
    implements Target {

  public CtTarget {
    events = events.map(List::copyOf);
    expectEvents = expectEvents.map(List::copyOf);
  }
}
