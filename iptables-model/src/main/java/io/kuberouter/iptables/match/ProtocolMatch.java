package io.kuberouter.iptables.match;

/**
 * {@code -p}: the protocol above IP.
 *
 * @param protocol a name or a number, in lower case
 */
public record ProtocolMatch(boolean negated, String protocol) implements HeaderMatch {
  public ProtocolMatch {
    if (protocol.isEmpty() || protocol.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("a protocol expected, found \"" + protocol + "\"");
    }
  }
}
