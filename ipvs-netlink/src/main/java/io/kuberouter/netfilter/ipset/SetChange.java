package io.kuberouter.netfilter.ipset;

/** One change of sets. */
public sealed interface SetChange {

  /** Makes a set; one that is there with the same definition counts as made. */
  record Create(SetDefinition definition) implements SetChange {}

  /** Removes a set that nothing names: refused with {@code EBUSY} otherwise. */
  record Destroy(String set) implements SetChange {}

  /** Removes all entries of a set. */
  record Flush(String set) implements SetChange {}

  /** Gives a set another name that is free. */
  record Rename(String set, String to) implements SetChange {}

  /** Lets two sets of one type change names: whoever names one sees the other's entries. */
  record Swap(String set, String other) implements SetChange {}

  /** Adds an entry; one that is there gets the new timeout, counters and comment. */
  record Add(String set, SetEntry entry) implements SetChange {}

  /** Removes an entry; one that is not there counts as removed. */
  record Delete(String set, SetEntry entry) implements SetChange {}
}
