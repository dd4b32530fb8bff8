package io.kuberouter.iptables;

import java.util.List;

/**
 * One option of a match or target, as {@code ! --dport 80}.
 *
 * @param name with its dashes
 * @param values without quotes
 */
public record Option(boolean negated, String name, List<String> values) {
  public Option {
    values = List.copyOf(values);
  }
}
