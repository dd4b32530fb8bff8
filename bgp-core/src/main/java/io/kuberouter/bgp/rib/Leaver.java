package io.kuberouter.bgp.rib;

/**
 * Stands in for a listener that has ended, and holds the numbers of its prefixes until each has
 * been looked at, which may take many turns: one that nobody else needs is freed. For one thread.
 */
final class Leaver implements RibListener {

  private final RibTable table;
  private final Bits[] held;
  private int at;
  private int cursor;

  private Leaver(RibTable table, Bits... held) {
    this.table = table;
    this.held = held;
  }

  /**
   * Takes the place of a listener.
   *
   * @param held its prefixes, which it looks at no more
   */
  static void replace(RibListener listener, RibTable table, Bits... held) {
    Leaver leaver = new Leaver(table, held);
    table.listen(leaver);
    table.forget(listener);
    table.chores.add(leaver::step);
  }

  private int step(int units) {
    int left = units;
    while (left > 0 && at < held.length) {
      int number = held[at].next(cursor);
      if (number < 0) {
        at++;
        cursor = 0;
      } else {
        held[at].remove(number);
        cursor = number;
        table.forgetIfUnused(number);
        left -= Chores.LOOK;
      }
    }
    if (left > 0) {
      table.forget(this);
    }
    return left;
  }

  @Override
  public void changed(int prefix, boolean best) {}

  @Override
  public boolean needs(int prefix) {
    for (int i = at; i < held.length; i++) {
      if (held[i].contains(prefix)) {
        return true;
      }
    }
    return false;
  }
}
