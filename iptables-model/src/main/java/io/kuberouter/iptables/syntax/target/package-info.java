/**
 * One syntax for each target: read and written on one screen. Reading order: {@link
 * MarkTargetSyntax}, then any.
 */
@NullMarked
package io.kuberouter.iptables.syntax.target;

import org.jspecify.annotations.NullMarked;
