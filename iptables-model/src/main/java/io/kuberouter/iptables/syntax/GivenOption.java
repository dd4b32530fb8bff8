package io.kuberouter.iptables.syntax;

import java.util.List;

/**
 * One option as it stands in a rule.
 *
 * @param negated whether {@code !} stands before it
 * @param name as the tool prints it, whatever alias was written
 * @param words without their quotes
 */
public record GivenOption(boolean negated, String name, List<String> words) {
  public GivenOption {
    words = List.copyOf(words);
  }

  @Override
  public String toString() {
    return (negated ? "! " : "") + name;
  }
}
