package io.kuberouter.netlink.testkit;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a fake kernel refuses because a test wants it to. Thread safe. */
public final class Faults<C> {

  private record Fault<C>(Predicate<C> changes, int errno, boolean once) {}

  private final List<Fault<C>> faults = new CopyOnWriteArrayList<>();

  /** Refuses the next change that is one of these. */
  public void failNext(Predicate<C> changes, int errno) {
    faults.add(new Fault<>(changes, errno, true));
  }

  /** Refuses all changes that are of these, until {@link #heal}. */
  public void failAll(Predicate<C> changes, int errno) {
    faults.add(new Fault<>(changes, errno, false));
  }

  /** Ends what {@link #failNext} and {@link #failAll} began. */
  public void heal() {
    faults.clear();
  }

  /** {@return the error number that a change is to be refused with; 0 for none} */
  public int errno(C change) {
    for (Iterator<Fault<C>> all = faults.iterator(); all.hasNext(); ) {
      Fault<C> fault = all.next();
      if (fault.changes.test(change)) {
        if (fault.once) {
          faults.remove(fault);
        }
        return fault.errno;
      }
    }
    return 0;
  }
}
