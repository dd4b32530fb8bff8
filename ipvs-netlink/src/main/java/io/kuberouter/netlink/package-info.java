/**
 * What every netlink family shares: messages as values, how to connect, and the kernel's refusal.
 * Reading order: {@link NetlinkMessage}, {@link NetlinkOptions}, {@link NetworkNamespace}, {@link
 * GenericFamily}, {@link KernelException}.
 */
@NullMarked
package io.kuberouter.netlink;

import org.jspecify.annotations.NullMarked;
