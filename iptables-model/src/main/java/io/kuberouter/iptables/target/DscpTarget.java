package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j DSCP}: sets the class of service.
 *
 * @param dscp code point
 */
public record DscpTarget(int dscp) implements Target {

  public DscpTarget {
    Bounds.check("--set-dscp", dscp, 0, 63);
  }
}
