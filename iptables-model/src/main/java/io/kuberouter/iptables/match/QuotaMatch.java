package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m quota}: a number of bytes, which gets used up.
 *
 * @param bytes left of it
 */
public record QuotaMatch(Negatable<Long> bytes) implements Match {

  public QuotaMatch {
    Bounds.check("--quota", bytes.value(), 0, 9223372036854775807L);
  }
}
