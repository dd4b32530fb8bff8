package io.kuberouter.iptables.restore;

import java.util.List;
import java.util.Optional;

/**
 * The input of {@code iptables-restore --noflush}, and what each line of it is about.
 *
 * @param text empty for no edits
 * @param elements one for each line
 */
public record RestoreScript(String text, List<Element> elements) {

  /** The action of the line that commits a table. */
  public static final String COMMIT = "commit";

  /**
   * What a line is about.
   *
   * @param chain empty for a line of the whole table
   * @param action in words and the rule's own syntax
   */
  public record Element(String table, String chain, String action) {
    @Override
    public String toString() {
      return "table " + table + (chain.isEmpty() ? "" : ", chain " + chain) + ": " + action;
    }
  }

  public RestoreScript {
    elements = List.copyOf(elements);
  }

  /** {@return what a line is about; lines count from 1} */
  public Optional<Element> at(int line) {
    return line >= 1 && line <= elements.size()
        ? Optional.of(elements.get(line - 1))
        : Optional.empty();
  }
}
