package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.Prefix;

/** Whether a neighbour's route is taken. */
@FunctionalInterface
public interface ImportPolicy {

  /** {@return whether it is} */
  boolean accepts(PeerConfig peer, Prefix prefix);
}
