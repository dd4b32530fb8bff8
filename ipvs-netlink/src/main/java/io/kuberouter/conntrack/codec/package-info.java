/**
 * ctnetlink messages: pure functions between values and bytes ({@code
 * linux/netfilter/nfnetlink_conntrack.h}). Reading order: {@link FlowCodec}, {@code TupleCodec},
 * {@link ConntrackRequests}.
 */
@NullMarked
package io.kuberouter.conntrack.codec;

import org.jspecify.annotations.NullMarked;
