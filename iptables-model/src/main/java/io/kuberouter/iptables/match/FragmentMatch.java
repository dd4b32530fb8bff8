package io.kuberouter.iptables.match;

/** {@code -f}: a fragment other than the first, of IPv4. */
public record FragmentMatch(boolean negated) implements HeaderMatch {}
