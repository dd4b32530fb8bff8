package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m srh}: IPv6's Segment Routing header.
 *
 * @param nextHeader number of the next header
 * @param headerLength in units of 8 bytes
 * @param segmentsLeft still to go
 * @param lastEntry index of the last segment
 * @param tag of the packet
 * @param previous segment before this
 * @param next segment after this
 * @param last last segment
 */
public record SrhMatch(
    Optional<Negatable<Integer>> nextHeader,
    Optional<Condition> headerLength,
    Optional<Condition> segmentsLeft,
    Optional<Condition> lastEntry,
    Optional<Negatable<Integer>> tag,
    Optional<Negatable<IpBlock>> previous,
    Optional<Negatable<IpBlock>> next,
    Optional<Negatable<IpBlock>> last)
    implements Match {

  public SrhMatch {
    nextHeader.ifPresent(v -> Bounds.check("--srh-next-hdr", v.value(), 0, 255));
    tag.ifPresent(v -> Bounds.check("--srh-tag", v.value(), 0, 65535));
  }

  /** A condition on a number. */
  public record Condition(Comparison comparison, Negatable<Integer> value) {}
}
