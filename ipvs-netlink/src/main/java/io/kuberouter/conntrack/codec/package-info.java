/**
 * ctnetlink messages: pure functions between values and bytes ({@code
 * linux/netfilter/nfnetlink_conntrack.h}).
 */
@NullMarked
package io.kuberouter.conntrack.codec;

import org.jspecify.annotations.NullMarked;
