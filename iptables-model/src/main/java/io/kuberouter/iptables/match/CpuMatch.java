package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m cpu}: the processor that handles the packet.
 *
 * @param cpu number, from 0
 */
public record CpuMatch(Negatable<Integer> cpu) implements Match {

  public CpuMatch {
    Bounds.check("--cpu", cpu.value(), 0, 2147483647);
  }
}
