package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;

/** Takes what a neighbour is to be told: attributes, then the prefixes that have them. */
public interface RouteWriter {

  /** {@return whether there is room, so that more may be written} */
  boolean ready();

  /** Begins routes that go. */
  void withdraw();

  /** Begins routes that come; {@return false when they cannot be told}. */
  boolean announce(PathAttributes attributes);

  /** One prefix of the kind that was begun. */
  void add(long high, long low, int length, int pathId);

  /** Nothing follows for now. */
  void end();
}
