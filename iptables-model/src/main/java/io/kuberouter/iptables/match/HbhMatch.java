package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.util.List;
import java.util.Optional;

/**
 * {@code -m hbh}: IPv6's Hop-by-Hop Options header.
 *
 * @param length of the header, in bytes
 * @param types of the options, each as {@code 149} or {@code 149:92}, with its length
 */
public record HbhMatch(Optional<Negatable<Long>> length, Optional<List<String>> types)
    implements Match {

  public HbhMatch {
    length.ifPresent(v -> Bounds.check("--hbh-len", v.value(), 0, 4294967295L));
    types = types.map(List::copyOf);
  }
}
