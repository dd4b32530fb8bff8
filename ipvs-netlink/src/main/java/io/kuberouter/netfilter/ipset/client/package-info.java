/**
 * Edge: the sets of the running kernel. Reading order: {@link IpSetClient}, {@link
 * KernelIpSetClient}.
 */
@NullMarked
package io.kuberouter.netfilter.ipset.client;

import org.jspecify.annotations.NullMarked;
