package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.match.Match;

/** The syntax of what stands behind {@code -m}. */
public interface MatchSyntax<T extends Match> extends Syntax<T> {}
