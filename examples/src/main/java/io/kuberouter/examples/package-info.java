/**
 * A library in ten lines each. Reading order: {@link ListIpvsServices}, {@link FollowPolicyDrops},
 * {@link DiffIptables}, {@link ExplainPacket}, {@link AnnouncePrefix}, {@link RouteMonitor}, {@link
 * TestPeer}, {@link LongestAsPaths}, {@link PlanCluster}.
 */
@NullMarked
package io.kuberouter.examples;

import org.jspecify.annotations.NullMarked;
