/**
 * The cluster as the agent sees it: only the fields that it uses, as immutable values.
 *
 * <p>Reading order: {@link ClusterObject}, {@link ServiceView}, {@link EndpointSliceView}, {@link
 * PodView}, {@link NetworkPolicyView}, {@link NodeView}, then {@link ClusterEvent}.
 *
 * <p>Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.sync.cluster;

import org.jspecify.annotations.NullMarked;
