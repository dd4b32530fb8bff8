package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import java.util.Optional;

/**
 * {@code -m connlimit}: how many connections an address or block has.
 *
 * @param above whether more than the limit match, or up to it
 * @param limit number of connections
 * @param mask prefix length by which addresses are grouped; the whole address where absent
 * @param byDestination whether destinations are counted, not sources
 */
public record ConnlimitMatch(
    boolean above, long limit, Optional<Integer> mask, boolean byDestination) implements Match {

  public ConnlimitMatch {
    Bounds.check("None", limit, 0, 4294967295L);
    mask.ifPresent(v -> Bounds.check("--connlimit-mask", v, 0, 128));
  }
}
