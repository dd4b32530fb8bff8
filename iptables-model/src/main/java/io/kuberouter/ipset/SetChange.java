package io.kuberouter.ipset;

/** One change of sets, as a line of {@code ipset restore}. */
public sealed interface SetChange {

  /** {@return the line} */
  String line();

  /** Makes a set whose elements may carry a timeout, as the agent's all do. */
  record Create(String name, String type, boolean ipv6) implements SetChange {
    @Override
    public String line() {
      return "create " + name + " " + type + (ipv6 ? " family inet6" : "") + " timeout 0";
    }
  }

  /** Adds an element that stays for good. */
  record Add(String set, SetElement element) implements SetChange {
    @Override
    public String line() {
      return "add "
          + set
          + " "
          + element.text()
          + " timeout 0"
          + (element.nomatch() ? " nomatch" : "");
    }
  }

  /** Removes an element. */
  record Delete(String set, String element) implements SetChange {
    @Override
    public String line() {
      return "del " + set + " " + element;
    }
  }

  /** Removes a set that no rule names. */
  record Destroy(String name) implements SetChange {
    @Override
    public String line() {
      return "destroy " + name;
    }
  }
}
