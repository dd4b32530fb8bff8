package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m helper}: the connection tracking helper.
 *
 * @param helper name, or name and port as {@code ftp-2121}
 */
public record HelperMatch(Negatable<String> helper) implements Match {}
