package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m connlabel}: a label of the connection.
 *
 * @param label a number or a name of {@code connlabel.conf}
 * @param set whether to set it as well
 */
public record ConnlabelMatch(Negatable<String> label, boolean set) implements Match {}
