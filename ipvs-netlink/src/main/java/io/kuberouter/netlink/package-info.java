/**
 * What every netlink family shares: messages as values, and the kernel's refusal. Reading order:
 * {@link NetlinkMessage}, {@link KernelException}.
 */
@NullMarked
package io.kuberouter.netlink;

import org.jspecify.annotations.NullMarked;
