package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import java.util.List;

/**
 * {@code -m ipv6header}: which headers an IPv6 packet has.
 *
 * @param soft whether it may have others besides
 */
public record Ipv6headerMatch(Negatable<List<Header>> headers, boolean soft) implements Match {

  /** Headers, in the order they print. */
  public enum Header {
    HOP_BY_HOP("hop-by-hop"),
    IPV6_OPTS("ipv6-opts"),
    IPV6_ROUTE("ipv6-route"),
    IPV6_FRAG("ipv6-frag"),
    AH("ah"),
    ESP("esp"),
    IPV6_NONXT("ipv6-nonxt"),
    PROTOCOL("protocol");

    private final String word;

    Header(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public Ipv6headerMatch {
    headers = new Negatable<>(headers.negated(), List.copyOf(headers.value()));
  }
}
