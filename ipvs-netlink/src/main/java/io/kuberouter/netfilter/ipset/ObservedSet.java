package io.kuberouter.netfilter.ipset;

import java.util.List;

/**
 * A set as the kernel has it.
 *
 * @param definition with the kernel's choices filled in
 * @param references how many rules and sets name it
 * @param memoryBytes that it takes, about
 * @param entries in no order that counts
 */
public record ObservedSet(
    SetDefinition definition, long references, long memoryBytes, List<SetEntry> entries) {
  public ObservedSet {
    entries = List.copyOf(entries);
  }
}
