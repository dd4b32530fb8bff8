package io.kuberouter.iptables;

import java.util.List;

/**
 * One {@code -m} of a rule.
 *
 * @param extension the name behind {@code -m}
 */
public record Match(String extension, List<Option> options) {
  public Match {
    options = List.copyOf(options);
  }
}
