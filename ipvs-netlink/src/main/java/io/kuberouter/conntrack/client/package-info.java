/**
 * Edge: the flows of the running kernel. Reading order: {@link ConntrackClient}, {@link
 * KernelConntrackClient}.
 */
@NullMarked
package io.kuberouter.conntrack.client;

import org.jspecify.annotations.NullMarked;
