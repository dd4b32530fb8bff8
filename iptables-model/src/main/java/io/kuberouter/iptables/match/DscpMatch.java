package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m dscp}: the class of service in the IP header.
 *
 * @param dscp code point
 */
public record DscpMatch(Negatable<Integer> dscp) implements Match {

  public DscpMatch {
    Bounds.check("--dscp", dscp.value(), 0, 63);
  }
}
