package io.kuberouter.nftables.testkit;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.canonical.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether elements of interval sets overlap: in all their parts. */
final class Intervals {

  private Intervals() {}

  static boolean overlap(NamedSet set, Expression key) {
    List<Interval> wanted = of(key);
    return !wanted.isEmpty()
        && set.elements().keys().stream().anyMatch(other -> overlap(wanted, of(other)));
  }

  private static boolean overlap(List<Interval> a, List<Interval> b) {
    for (int i = 0; i < a.size() && i < b.size(); i++) {
      if (!a.get(i).overlaps(b.get(i))) {
        return false;
      }
    }
    return a.size() == b.size();
  }

  private static List<Interval> of(Expression key) {
    List<Expression> parts = key instanceof Expression.Concat c ? c.parts() : List.of(key);
    List<Interval> intervals = new ArrayList<>();
    for (Expression part : parts) {
      Optional<Interval> interval = Interval.of(part);
      if (interval.isEmpty()) {
        return List.of(); // names: compared as keys alone
      }
      intervals.add(interval.get());
    }
    return intervals;
  }
}
