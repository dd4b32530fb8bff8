/**
 * Sets ↔ nfnetlink messages: pure functions ({@code linux/netfilter/ipset/ip_set.h}). Reading
 * order: {@link IpSetCodec}, {@link SetEntryCodec}.
 */
@NullMarked
package io.kuberouter.netfilter.ipset.codec;

import org.jspecify.annotations.NullMarked;
