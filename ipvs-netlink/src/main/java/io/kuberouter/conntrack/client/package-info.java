/**
 * Edge: the flows of the running kernel. Reading order: {@link ConntrackClient}, {@link
 * KernelConntrackClient}, {@link FlowEvents}, {@link KernelFlowEvents}.
 */
@NullMarked
package io.kuberouter.conntrack.client;

import org.jspecify.annotations.NullMarked;
