package io.kuberouter.bgp.rib;

/** Hears that routes to a prefix have changed; looks at them later, when it has time. */
interface RibListener {

  /**
   * Routes to a prefix have changed.
   *
   * @param best whether the best one has
   */
  void changed(int prefix, boolean best);

  /** {@return whether it still has to look at a prefix or has told of it, so that it must stay} */
  boolean needs(int prefix);
}
