package io.kuberouter.iptables.target;

/** {@code -g CHAIN}: into a chain, and at its end to where this chain was called from. */
public record Goto(String chain) implements Target {
  public Goto {
    if (chain.isEmpty() || chain.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("a chain expected, found \"" + chain + "\"");
    }
  }
}
