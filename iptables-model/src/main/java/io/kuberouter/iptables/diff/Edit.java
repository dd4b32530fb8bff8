package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Rule;

/** One edit of a chain; positions count from 1 and hold when the edits are made in order. */
public sealed interface Edit {

  /** Puts a rule at a position; what stood there moves on. */
  record Insert(int position, Rule rule) implements Edit {}

  /**
   * Removes the rule at a position.
   *
   * @param rule that stands there
   */
  record Delete(int position, Rule rule) implements Edit {}
}
