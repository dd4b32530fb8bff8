package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.NodeView;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is true of this node while the agent runs.
 *
 * @param node our Node object
 * @param families the families that the node has addresses of and that are switched on
 * @param podCidrs our pods' networks, of these families
 * @param device the device that carries the primary address
 * @param mtu of that device; absent when unknown
 * @param localIps addresses of all devices that are not ours or a container engine's
 * @param connected the networks of the node's own addresses
 */
public record NodeFacts(
    NodeView node,
    List<IpFamily> families,
    List<Cidr> podCidrs,
    String device,
    Optional<Integer> mtu,
    List<InetAddress> localIps,
    List<Cidr> connected) {

  /** The annotations that give pod networks, preferred over the Node's own. */
  private static final String POD_CIDR = "kube-router.io/pod-cidr";

  private static final String POD_CIDRS = "kube-router.io/pod-cidrs";

  public NodeFacts {
    families = List.copyOf(families);
    podCidrs = List.copyOf(podCidrs);
    localIps = List.copyOf(localIps);
    connected = List.copyOf(connected);
  }

  /** {@return the node's name} */
  public String name() {
    return node.key().name();
  }

  /** {@return the node's address for a family, if that family is on} */
  public Optional<InetAddress> ip(IpFamily family) {
    return families.contains(family) ? node.bestIp(family == IpFamily.IPV6) : Optional.empty();
  }

  /** {@return the node's addresses of one family, when it is on} */
  public List<InetAddress> ips(IpFamily family) {
    return families.contains(family)
        ? node.addresses().stream().filter(a -> familyOf(a) == family).toList()
        : List.of();
  }

  /** {@return our pods' networks of one family} */
  public List<Cidr> podCidrs(IpFamily family) {
    return podCidrs.stream().filter(c -> familyOf(c) == family).toList();
  }

  /** {@return whether the address is one of the node's own} */
  public boolean isOwn(InetAddress address) {
    return node.internalIps().contains(address) || node.externalIps().contains(address);
  }

  /** {@return whether the address is a neighbour on one of the node's own networks} */
  public boolean isNeighbour(InetAddress address) {
    return connected.stream().anyMatch(c -> c.contains(address));
  }

  /** {@return the family of an address} */
  public static IpFamily familyOf(InetAddress address) {
    return address.getAddress().length == 16 ? IpFamily.IPV6 : IpFamily.IPV4;
  }

  /** {@return the family of a network} */
  public static IpFamily familyOf(Cidr cidr) {
    return cidr.isIpv6() ? IpFamily.IPV6 : IpFamily.IPV4;
  }

  /**
   * Reads a node's pod networks: annotation {@code kube-router.io/pod-cidr} and {@code pod-cidrs},
   * else the Node's own.
   *
   * @param notes takes what cannot be read
   */
  public static List<Cidr> podCidrsOf(NodeView node, List<Note> notes) {
    List<String> texts = new ArrayList<>();
    for (String name : List.of(POD_CIDR, POD_CIDRS)) {
      String value = node.annotations().get(name);
      if (value != null) {
        texts.addAll(List.of(value.split(",")));
      }
    }
    if (texts.isEmpty()) {
      texts.addAll(node.podCidrs());
    }
    List<Cidr> cidrs = new ArrayList<>();
    for (String text : texts) {
      try {
        Cidr cidr = Cidr.parse(text);
        if (!cidrs.contains(cidr)) {
          cidrs.add(cidr);
        }
      } catch (IllegalArgumentException e) {
        notes.add(new Note(node.key().toString(), "pod CIDR left out: " + e.getMessage()));
      }
    }
    return cidrs;
  }
}
