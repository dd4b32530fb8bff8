/**
 * rtnetlink messages: pure functions between values and bytes ({@code linux/rtnetlink.h}, {@code
 * linux/if_link.h}, {@code linux/if_addr.h}, {@code linux/fib_rules.h}).
 */
@NullMarked
package io.kuberouter.route.codec;

import org.jspecify.annotations.NullMarked;
