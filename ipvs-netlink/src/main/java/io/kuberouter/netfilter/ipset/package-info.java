/**
 * Sets of the kernel ({@code linux/netfilter/ipset/ip_set.h}) as values. Reading order: {@link
 * SetDefinition}, {@link SetEntry}, {@link SetChange}, {@link ObservedSet}.
 */
@NullMarked
package io.kuberouter.netfilter.ipset;

import org.jspecify.annotations.NullMarked;
