package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import java.util.Optional;

/**
 * {@code -j CLUSTERIP}: several machines share one address. Gone from Linux 6.3 on.
 *
 * @param cluster absent for a rule that uses the cluster of another one
 */
public record ClusteripTarget(Optional<Cluster> cluster) implements Target {

  /**
   * A cluster that the rule makes.
   *
   * @param mac a multicast address of Ethernet, with capitals
   * @param totalNodes 1 to 16
   * @param localNode number of this machine, from 1
   * @param hashInit 0 to 2^32-1
   */
  public record Cluster(
      HashMode hashMode, String mac, int totalNodes, int localNode, long hashInit) {
    public Cluster {
      Bounds.check("--total-nodes", totalNodes, 0, 16);
      Bounds.check("--local-node", localNode, 0, 16);
      Bounds.check("--hash-init", hashInit, 0, 4294967295L);
    }
  }

  /** What of a packet decides which machine answers. */
  public enum HashMode {
    /** Its source address. */
    SOURCEIP("sourceip"),
    /** The source port, too. */
    SOURCEIP_SOURCEPORT("sourceip-sourceport"),
    /** Both ports, too. */
    SOURCEIP_SOURCEPORT_DESTPORT("sourceip-sourceport-destport");

    private final String word;

    HashMode(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
