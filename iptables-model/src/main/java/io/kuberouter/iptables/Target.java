package io.kuberouter.iptables;

import java.util.List;

/**
 * What happens to a packet that a rule matches.
 *
 * @param isGoto {@code -g}: the packet does not come back
 * @param name a verdict, an extension or a chain
 */
public record Target(boolean isGoto, String name, List<Option> options) {
  public Target {
    options = List.copyOf(options);
  }
}
