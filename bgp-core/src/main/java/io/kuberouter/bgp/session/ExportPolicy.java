package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.Prefix;

/** Whether a route of ours goes to a neighbour. */
@FunctionalInterface
public interface ExportPolicy {

  /** {@return whether the neighbour is told} */
  boolean announces(PeerConfig peer, Prefix prefix);
}
