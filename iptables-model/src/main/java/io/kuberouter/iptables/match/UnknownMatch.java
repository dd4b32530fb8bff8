package io.kuberouter.iptables.match;

/**
 * {@code -m} of an extension, or with options, that are not known here; printed as it was read.
 *
 * @param name behind {@code -m}
 * @param options as they stood, with their quotes; may be empty
 */
public record UnknownMatch(String name, String options) implements Match {
  public UnknownMatch {
    if (name.isEmpty() || name.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("an extension expected, found \"" + name + "\"");
    }
  }
}
