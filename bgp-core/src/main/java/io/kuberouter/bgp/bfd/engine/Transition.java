package io.kuberouter.bgp.bfd.engine;

import java.util.List;

/** The session after a step, and what is to be done, in order. */
public record Transition(BfdSession session, List<BfdAction> actions) {
  public Transition {
    actions = List.copyOf(actions);
  }
}
