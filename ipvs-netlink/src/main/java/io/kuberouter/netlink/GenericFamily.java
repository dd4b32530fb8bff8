package io.kuberouter.netlink;

import java.util.Map;
import java.util.Set;

/**
 * A family of generic netlink as the running kernel has it ({@code linux/genetlink.h}).
 *
 * @param id the type of its messages; the kernel's choice, until it starts again
 * @param version of what the family speaks
 * @param headerBytes of a header of its own behind the generic one; mostly 0
 * @param highestAttribute 0 where the kernel does not tell
 * @param operations the commands it takes
 * @param groups its multicast groups, by name
 */
public record GenericFamily(
    String name,
    int id,
    int version,
    int headerBytes,
    int highestAttribute,
    Set<Integer> operations,
    Map<String, Integer> groups) {

  /** Copies. */
  public GenericFamily {
    operations = Set.copyOf(operations);
    groups = Map.copyOf(groups);
  }
}
