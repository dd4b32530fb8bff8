package io.kuberouter.iptables.evaluate;

import java.util.List;

/**
 * A packet's way through all hooks and tables.
 *
 * @param steps one for each chain of a table that looked at it, in order; the last one ends it
 * @param outcome ACCEPT, DROP, REJECT, or UNKNOWN
 * @param packet as it leaves; a masqueraded source is still the one it came with
 * @param reason why the outcome is unknown; empty for all others
 */
public record Journey(List<Stop> steps, Verdict.Outcome outcome, Packet packet, String reason) {
  public Journey {
    steps = List.copyOf(steps);
  }

  /** A table at a hook, and what it did. */
  public record Stop(Hook hook, String table, Verdict verdict) {}
}
