/**
 * Edge: datagrams to and from the kernel. The packages below it are the only ones with native
 * calls.
 */
@NullMarked
package io.kuberouter.netlink.transport;

import org.jspecify.annotations.NullMarked;
