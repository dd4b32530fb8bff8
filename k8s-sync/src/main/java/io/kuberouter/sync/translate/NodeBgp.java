package io.kuberouter.sync.translate;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.RouterOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * This node as a BGP speaker, by its flags and annotations, which are read once at the start.
 *
 * @param asn of the cluster, or of the node where there is no full mesh
 * @param cluster of route reflection, when the node takes part in it
 * @param reflector whether the node reflects for clients
 * @param prepend before paths that external neighbours are told
 * @param communities on routes that external neighbours are told
 * @param rejected networks, with all inside them, that are not learned
 * @param listen addresses to listen on; none: the node's own
 */
public record NodeBgp(
    long asn,
    BgpIdentifier identifier,
    Optional<BgpIdentifier> cluster,
    boolean reflector,
    Optional<PolicyAction.Prepend> prepend,
    List<Community> communities,
    List<Prefix> rejected,
    List<InetAddress> listen) {

  static final String NODE_ASN = "kube-router.io/node.asn";
  static final String RR_SERVER = "kube-router.io/rr.server";
  static final String RR_CLIENT = "kube-router.io/rr.client";
  static final String PREPEND_AS = "kube-router.io/path-prepend.as";
  static final String PREPEND_TIMES = "kube-router.io/path-prepend.repeat-n";
  static final String LOCAL_ADDRESSES = "kube-router.io/bgp-local-addresses";
  static final String COMMUNITIES = "kube-router.io/node.bgp.communities";
  static final String IMPORT_REJECT = "kube-router.io/node.bgp.customimportreject";

  public NodeBgp {
    communities = List.copyOf(communities);
    rejected = List.copyOf(rejected);
    listen = List.copyOf(listen);
  }

  /**
   * Reads flags and annotations.
   *
   * @param notes gets what is left out
   * @throws IllegalArgumentException when the node cannot be a speaker with them
   */
  public static NodeBgp of(RouterOptions options, NodeView node, List<Note> notes) {
    Reader reader = new Reader(node, notes);
    Optional<String> server = reader.text(RR_SERVER);
    Optional<String> client = reader.text(RR_CLIENT);
    return new NodeBgp(
        options.nodesFullMesh() ? options.clusterAsn() : reader.asn(),
        identifier(options.routerId(), node),
        server.or(() -> client).map(Reader::cluster),
        server.isPresent(),
        reader.prepend(),
        reader.communities(),
        reader.rejected(),
        reader.listen());
  }

  private static BgpIdentifier identifier(String flag, NodeView node) {
    InetAddress primary =
        node.primaryIp().orElseThrow(() -> new IllegalArgumentException("the node has no address"));
    if (flag.equals("generate")) {
      return generate(primary);
    }
    if (!flag.isEmpty()) {
      return BgpIdentifier.parse(flag);
    }
    return BgpIdentifier.of(
        node.bestIp(false)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a BGP identifier needs an IPv4 address of the node, or --router-id")));
  }

  /** {@return FNV-1a of the address in 16 octets, as the original makes it} */
  static BgpIdentifier generate(InetAddress address) {
    byte[] octets = address.getAddress();
    byte[] sixteen = new byte[16];
    if (octets.length == 4) {
      sixteen[10] = (byte) 0xff;
      sixteen[11] = (byte) 0xff;
    }
    System.arraycopy(octets, 0, sixteen, 16 - octets.length, octets.length);
    int hash = 0x811c_9dc5;
    for (byte octet : sixteen) {
      hash = (hash ^ (octet & 0xff)) * 0x0100_0193;
    }
    return new BgpIdentifier(hash);
  }

  /** {@return the ASN that a node's annotation gives, if it can be read} */
  static Optional<Long> asnOf(NodeView node) {
    try {
      return Optional.ofNullable(node.annotations().get(NODE_ASN))
          .map(text -> Asn.check(Long.decode(text.strip())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Annotations of one node. */
  private record Reader(NodeView node, List<Note> notes) {

    Optional<String> text(String name) {
      return Optional.ofNullable(node.annotations().get(name)).map(String::strip);
    }

    private void note(String text) {
      notes.add(new Note(node.key().toString(), text));
    }

    long asn() {
      return asnOf(node)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "--nodes-full-mesh=false needs an AS number in annotation "
                          + NODE_ASN
                          + " of the node"));
    }

    static BgpIdentifier cluster(String text) {
      try {
        return text.indexOf('.') >= 0
            ? BgpIdentifier.parse(text)
            : new BgpIdentifier((int) Asn.check(Long.decode(text)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "cluster id " + text + ": a number or an IPv4 address", e);
      }
    }

    Optional<PolicyAction.Prepend> prepend() {
      Optional<String> as = text(PREPEND_AS);
      Optional<String> times = text(PREPEND_TIMES);
      if (as.isPresent() != times.isPresent()) {
        throw new IllegalArgumentException(
            "annotations " + PREPEND_AS + " and " + PREPEND_TIMES + " belong together");
      }
      try {
        return as.map(
            a ->
                new PolicyAction.Prepend(
                    Asn.check(Long.decode(a)), Integer.decode(times.orElseThrow())));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "annotation " + PREPEND_AS + " or " + PREPEND_TIMES + ": " + e.getMessage(), e);
      }
    }

    List<Community> communities() {
      List<Community> communities = new ArrayList<>();
      for (String text : list(COMMUNITIES)) {
        try {
          Community community = Community.parse(text);
          if (!communities.contains(community)) {
            communities.add(community);
          }
        } catch (IllegalArgumentException e) {
          note("annotation " + COMMUNITIES + ": left out: " + e.getMessage());
        }
      }
      return communities;
    }

    List<Prefix> rejected() {
      List<Prefix> prefixes = new ArrayList<>();
      try {
        for (String text : list(IMPORT_REJECT)) {
          Cidr cidr = Cidr.parse(text);
          prefixes.add(new Prefix(cidr.network(), cidr.length()));
        }
      } catch (IllegalArgumentException e) {
        note("annotation " + IMPORT_REJECT + " has no effect: " + e.getMessage());
        return List.of();
      }
      return prefixes;
    }

    List<InetAddress> listen() {
      List<InetAddress> addresses = new ArrayList<>();
      for (String text : list(LOCAL_ADDRESSES)) {
        try {
          addresses.add(IpText.parse(text));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "annotation " + LOCAL_ADDRESSES + ": not an IP address: " + text, e);
        }
      }
      return addresses;
    }

    private List<String> list(String name) {
      return text(name)
          .map(t -> Arrays.stream(t.split(",")).map(String::strip).toList())
          .orElse(List.of())
          .stream()
          .filter(t -> !t.isEmpty())
          .toList();
    }
  }
}
