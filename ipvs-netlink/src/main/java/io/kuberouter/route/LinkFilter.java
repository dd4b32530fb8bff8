package io.kuberouter.route;

import java.util.OptionalInt;

/**
 * Which devices to list. The kernel leaves out the others where it can (Linux 4.6, strict), and
 * this library does in any case.
 *
 * @param masterIndex only what belongs to that device; absent for all
 * @param kind only of that {@link LinkKind#name}; empty for all
 */
public record LinkFilter(OptionalInt masterIndex, String kind) {

  /** All devices. */
  public static final LinkFilter ALL = new LinkFilter(OptionalInt.empty(), "");

  /** {@return the same of one master} */
  public LinkFilter master(int index) {
    return new LinkFilter(OptionalInt.of(index), kind);
  }

  /** {@return the same of one kind} */
  public LinkFilter kind(String name) {
    return new LinkFilter(masterIndex, name);
  }

  /** {@return whether a device is one of these} */
  public boolean matches(Link link) {
    return (masterIndex.isEmpty() || masterIndex.getAsInt() == link.masterIndex())
        && (kind.isEmpty() || kind.equals(link.kind().name()));
  }
}
