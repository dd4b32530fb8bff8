/**
 * Conditions of rules, one record for each extension. Reading order: {@link Match}, {@link
 * HeaderMatch}, {@link TcpMatch}, {@link UnknownMatch}. Depends on term.
 */
@NullMarked
package io.kuberouter.iptables.match;

import org.jspecify.annotations.NullMarked;
