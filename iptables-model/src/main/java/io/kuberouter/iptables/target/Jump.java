package io.kuberouter.iptables.target;

/**
 * {@code -j CHAIN}: into a chain, and back at its end. An extension without options that is not
 * known here looks the same.
 */
public record Jump(String chain) implements Target {
  public Jump {
    if (chain.isEmpty() || chain.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("a chain expected, found \"" + chain + "\"");
    }
  }
}
