/**
 * Flows that the kernel tracks, as values. Reading order: {@link FlowTuple}, {@link Flow}, {@link
 * FlowFilter}, {@link FlowUpdate}, {@link FlowEvent}.
 */
@NullMarked
package io.kuberouter.conntrack;

import org.jspecify.annotations.NullMarked;
