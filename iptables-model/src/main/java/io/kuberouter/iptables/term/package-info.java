/**
 * The words that matches and targets are made of: ports, address blocks, marks, interface patterns.
 * Reading order: {@link Term}, {@link Negatable}, {@link IpBlock}. Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.iptables.term;

import org.jspecify.annotations.NullMarked;
