package io.kuberouter.iptables.term;

import java.util.List;

/**
 * A set by its name, and which sides of the packet are looked up in it.
 *
 * @param name 1 to 31 characters
 * @param sources for each dimension of the set, whether it is the packet's source ({@code src}) or
 *     its destination ({@code dst}); 1 to 6
 */
public record SetReference(String name, List<Boolean> sources) implements Term {
  public SetReference {
    sources = List.copyOf(sources);
    if (name.isEmpty() || name.length() > 31 || name.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "a set name of 1 to 31 characters expected, found \"" + name + "\"");
    }
    Bounds.check("number of set dimensions", sources.size(), 1, 6);
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append(name).append(' ');
    for (int i = 0; i < sources.size(); i++) {
      out.append(i == 0 ? "" : ",").append(sources.get(i) ? "src" : "dst");
    }
  }

  @Override
  public String toString() {
    return Term.spell(this);
  }
}
