package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.util.List;
import java.util.Optional;

/**
 * {@code -m dst}: IPv6's Destination Options header.
 *
 * @param length of the header, in bytes
 * @param types of the options, each as {@code 149} or {@code 149:92}, with its length
 */
public record DstMatch(Optional<Negatable<Long>> length, Optional<List<String>> types)
    implements Match {

  public DstMatch {
    length.ifPresent(v -> Bounds.check("--dst-len", v.value(), 0, 4294967295L));
    types = types.map(List::copyOf);
  }
}
