package io.kuberouter.netfilter.ipset;

import java.util.List;

/**
 * A set as the kernel has it.
 *
 * @param definition with the kernel's choices filled in
 * @param references how many rules and sets name it
 * @param memoryBytes that it takes, about
 * @param elements how many entries it holds, also when they were not asked for
 * @param entries in no order that counts; none where only heads were asked for
 */
public record ObservedSet(
    SetDefinition definition,
    long references,
    long memoryBytes,
    long elements,
    List<SetEntry> entries) {
  public ObservedSet {
    entries = List.copyOf(entries);
  }
}
