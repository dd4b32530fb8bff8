package io.kuberouter.iptables.target;

/**
 * {@code -j} of an extension, or with options, that are not known here; printed as it was read.
 *
 * @param name behind {@code -j}
 * @param options as they stood, with their quotes
 */
public record UnknownTarget(String name, String options) implements Target {
  public UnknownTarget {
    if (name.isEmpty() || name.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("a target expected, found \"" + name + "\"");
    }
  }
}
