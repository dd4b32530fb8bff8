package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.SessionState;
import java.util.ArrayDeque;
import java.util.List;

/** The last changes of a session's state. On the event loop. */
final class PeerLog {

  private static final int KEPT = 64;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  /**
   * One change.
   *
   * @param millis of the loop's clock
   * @param why as the end of a sentence
   */
  record Entry(long millis, SessionState before, SessionState now, String why) {}

  void add(Entry entry) {
    if (entries.size() == KEPT) {
      entries.remove();
    }
    entries.add(entry);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
