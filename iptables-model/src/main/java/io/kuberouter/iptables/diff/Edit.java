package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Rule;

/** One edit of a chain; positions count from 1 and hold when the edits are made in order. */
public sealed interface Edit {

  /**
   * Puts a rule at a position; what stood there moves on.
   *
   * @param last whether it is known that nothing stands there, so that it may be appended, for
   *     which the tools need not read the chain
   */
  record Insert(int position, Rule rule, boolean last) implements Edit {

    /** A rule of which it is not known whether it comes last. */
    public Insert(int position, Rule rule) {
      this(position, rule, false);
    }
  }

  /**
   * Removes the rule at a position.
   *
   * @param rule that stands there
   */
  record Delete(int position, Rule rule) implements Edit {}
}
