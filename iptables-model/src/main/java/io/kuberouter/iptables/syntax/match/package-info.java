/**
 * One syntax for each match: read and written on one screen. Reading order: {@link TcpMatchSyntax},
 * then any.
 */
@NullMarked
package io.kuberouter.iptables.syntax.match;

import org.jspecify.annotations.NullMarked;
