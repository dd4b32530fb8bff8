package io.kuberouter.ipset;

/** One command, as a line of {@code ipset restore}. */
public sealed interface SetChange {

  /** {@return the line} */
  String line();

  /** {@return the set that it names first} */
  String set();

  /** Makes a set; refused where one of the name is there. */
  record Create(SetDefinition definition) implements SetChange {
    @Override
    public String line() {
      return definition.text();
    }

    @Override
    public String set() {
      return definition.name();
    }
  }

  /**
   * Adds an element.
   *
   * @param exist whether one that is there gets the new options; refused otherwise. The tool has no
   *     word for it in a line: it runs as {@code ipset restore -exist}
   */
  record Add(String set, SetElement element, boolean exist) implements SetChange {

    /** Adds an element that is not there. */
    public Add(String set, SetElement element) {
      this(set, element, false);
    }

    @Override
    public String line() {
      return "add " + set + " " + element.line();
    }
  }

  /** Removes an element; refused where it is not there. */
  record Delete(String set, SetElement element) implements SetChange {
    @Override
    public String line() {
      return "del " + set + " " + element.text();
    }
  }

  /** Removes all elements. */
  record Flush(String set) implements SetChange {
    @Override
    public String line() {
      return "flush " + set;
    }
  }

  /** Gives a set that nothing names a name that is free. */
  record Rename(String set, String to) implements SetChange {
    @Override
    public String line() {
      return "rename " + set + " " + to;
    }
  }

  /** Lets two sets of one type change names: whoever names one sees the other's elements. */
  record Swap(String set, String other) implements SetChange {
    @Override
    public String line() {
      return "swap " + set + " " + other;
    }
  }

  /** Removes a set that nothing names. */
  record Destroy(String set) implements SetChange {
    @Override
    public String line() {
      return "destroy " + set;
    }
  }
}
