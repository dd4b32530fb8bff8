package io.kuberouter.sync.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A NetworkPolicy with the API's defaults filled in.
 *
 * @param key kind NETWORK_POLICY
 * @param podSelector the pods it is about, in its own namespace
 * @param ingress rules when the policy type is on; absent when it is not
 * @param egress the same for egress
 */
public record NetworkPolicyView(
    ObjectKey key,
    LabelSelector podSelector,
    Optional<List<Rule>> ingress,
    Optional<List<Rule>> egress)
    implements ClusterObject {

  public NetworkPolicyView {
    ingress = ingress.map(List::copyOf);
    egress = egress.map(List::copyOf);
  }

  /**
   * What one rule allows: any of the peers on any of the ports.
   *
   * @param peers empty means everybody ({@code from}/{@code to} missing or empty)
   * @param ports empty means all ports and protocols
   */
  public record Rule(List<Peer> peers, List<Port> ports) {
    public Rule {
      peers = List.copyOf(peers);
      ports = List.copyOf(ports);
    }
  }

  /** One entry of {@code from} or {@code to}. */
  public sealed interface Peer {

    /**
     * Pods by labels.
     *
     * @param namespaces absent means the policy's own namespace
     */
    record Pods(Optional<LabelSelector> namespaces, LabelSelector pods) implements Peer {}

    /** Addresses; the excepted networks lie within. */
    record IpBlock(Cidr cidr, List<Cidr> except) implements Peer {
      public IpBlock {
        except = List.copyOf(except);
      }
    }
  }

  /** One entry of {@code ports}; the protocol is TCP, UDP or SCTP (TCP when absent). */
  public sealed interface Port {
    String protocol();

    /** Every port of the protocol. */
    record All(String protocol) implements Port {}

    /** The ports from first to last, both included; one port when they are equal. */
    record Range(String protocol, int first, int last) implements Port {}

    /** A port by the name that the destination pod gives it. */
    record Named(String protocol, String name) implements Port {}
  }
}
