package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j IDLETIMER}: reports when nothing came for a while.
 *
 * @param timeout seconds
 * @param label of the timer
 * @param alarm whether it wakes the machine
 */
public record IdletimerTarget(long timeout, String label, boolean alarm) implements Target {

  public IdletimerTarget {
    Bounds.check("--timeout", timeout, 1, 4294967295L);
  }
}
