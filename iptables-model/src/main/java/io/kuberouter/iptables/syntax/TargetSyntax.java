package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.target.Target;

/** The syntax of what stands behind {@code -j}. */
public interface TargetSyntax<T extends Target> extends Syntax<T> {}
