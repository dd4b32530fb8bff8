package io.kuberouter.netfilter.ipset;

/** One change of sets. */
public sealed interface SetChange {

  /**
   * Makes a set.
   *
   * @param exclusive whether one that is there with the same definition is refused (EEXIST), or
   *     counts as made
   */
  record Create(SetDefinition definition, boolean exclusive) implements SetChange {
    /** Makes a set; one that is there with the same definition counts as made. */
    public Create(SetDefinition definition) {
      this(definition, false);
    }
  }

  /**
   * Removes a set that nothing names: refused with {@code IPSET_ERR_BUSY} otherwise.
   *
   * @param exclusive whether one that is not there is refused (ENOENT), or counts as removed
   */
  record Destroy(String set, boolean exclusive) implements SetChange {
    /** Removes a set that nothing names; one that is not there counts as removed. */
    public Destroy(String set) {
      this(set, false);
    }
  }

  /** Removes all entries of a set. */
  record Flush(String set) implements SetChange {}

  /** Gives a set another name that is free. */
  record Rename(String set, String to) implements SetChange {}

  /** Lets two sets of one type change names: whoever names one sees the other's entries. */
  record Swap(String set, String other) implements SetChange {}

  /**
   * Adds an entry.
   *
   * @param exclusive whether one that is there is refused ({@code IPSET_ERR_EXIST}), or gets the
   *     new timeout, counters and comment
   */
  record Add(String set, SetEntry entry, boolean exclusive) implements SetChange {
    /** Adds an entry; one that is there gets the new timeout, counters and comment. */
    public Add(String set, SetEntry entry) {
      this(set, entry, false);
    }
  }

  /**
   * Removes an entry.
   *
   * @param exclusive whether one that is not there is refused ({@code IPSET_ERR_EXIST}), or counts
   *     as removed
   */
  record Delete(String set, SetEntry entry, boolean exclusive) implements SetChange {
    /** Removes an entry; one that is not there counts as removed. */
    public Delete(String set, SetEntry entry) {
      this(set, entry, false);
    }
  }
}
