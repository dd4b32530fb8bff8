package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j CLASSIFY}: sets the class for traffic control.
 *
 * @param major first half
 * @param minor second half
 */
public record ClassifyTarget(int major, int minor) implements Target {

  public ClassifyTarget {
    Bounds.check("None", major, 0, 65535);
    Bounds.check("None", minor, 0, 65535);
  }
}
