package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m cluster}: whether this node of a cluster is to take the packet.
 *
 * @param nodeMask a bit for each node that this one stands for
 * @param totalNodes how many there are
 * @param hashSeed the same on all nodes
 */
public record ClusterMatch(Negatable<Long> nodeMask, long totalNodes, long hashSeed)
    implements Match {

  public ClusterMatch {
    Bounds.check("--cluster-local-nodemask", nodeMask.value(), 0, 4294967295L);
    Bounds.check("--cluster-total-nodes", totalNodes, 1, 32);
    Bounds.check("--cluster-hash-seed", hashSeed, 0, 4294967295L);
  }
}
