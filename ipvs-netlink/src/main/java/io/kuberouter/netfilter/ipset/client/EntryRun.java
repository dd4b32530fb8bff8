package io.kuberouter.netfilter.ipset.client;

import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes that go in one message: entries added to one set, or removed from it, one behind the
 * other; or a single change of another kind.
 *
 * @param set whose entries they are; empty for other changes
 * @param adds whether they are added, or removed
 * @param entries none for other changes
 * @param length how many changes
 * @param acrossSets whether it is one that other sets' entries may depend on
 */
record EntryRun(String set, boolean adds, List<SetEntry> entries, int length, boolean acrossSets) {

  /** An attribute takes 64 KiB, and an entry with all that it may carry less than 600 bytes. */
  private static final int MOST = 100;

  static EntryRun at(List<SetChange> changes, int from) {
    SetChange first = changes.get(from);
    boolean adds = first instanceof SetChange.Add;
    String set = setOf(first);
    List<SetEntry> entries = new ArrayList<>();
    for (int i = from; i < changes.size() && entries.size() < MOST; i++) {
      SetChange change = changes.get(i);
      if (change instanceof SetChange.Add a && adds && !a.exclusive() && a.set().equals(set)) {
        entries.add(a.entry());
      } else if (change instanceof SetChange.Delete d
          && !adds
          && !d.exclusive()
          && d.set().equals(set)) {
        entries.add(d.entry());
      } else {
        break;
      }
    }
    boolean across = !(first instanceof SetChange.Add) && !(first instanceof SetChange.Delete);
    return new EntryRun(set, adds, entries, Math.max(1, entries.size()), across);
  }

  private static String setOf(SetChange change) {
    if (change instanceof SetChange.Add a) {
      return a.set();
    } else if (change instanceof SetChange.Delete d) {
      return d.set();
    } else if (change instanceof SetChange.Create c) {
      return c.definition().name();
    }
    return "";
  }

  /**
   * {@return whether these may be sent before the pending ones are known to be made}
   *
   * @param pending sets of which entries were sent together, and whether they were added
   */
  boolean mayFollow(Map<String, Boolean> pending) {
    if (acrossSets && set.isEmpty()) {
      return pending.isEmpty(); // rename, swap, flush, destroy
    }
    Boolean sent = pending.get(set);
    return sent == null || (!acrossSets && length > 1 && sent == adds);
  }
}
