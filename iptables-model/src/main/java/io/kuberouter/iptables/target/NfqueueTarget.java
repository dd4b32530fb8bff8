package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j NFQUEUE}: hands the packet to a program, which decides.
 *
 * @param first queue
 * @param last queue; the same as the first where it is one
 * @param bypass whether it passes where nobody listens
 * @param cpuFanout whether the processor chooses the queue
 */
public record NfqueueTarget(int first, int last, boolean bypass, boolean cpuFanout)
    implements Target {

  public NfqueueTarget {
    Bounds.check("None", first, 0, 65535);
    Bounds.check("None", last, 0, 65535);
  }
}
