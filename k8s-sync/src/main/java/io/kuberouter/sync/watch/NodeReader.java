package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Node and Namespace → values. */
final class NodeReader {

  private NodeReader() {}

  static NodeView node(ObjectKey key, Tree tree) {
    List<InetAddress> internal = new ArrayList<>();
    List<InetAddress> external = new ArrayList<>();
    for (Tree address : tree.get("status", "addresses").list()) {
      String type = address.get("type").text("");
      if (type.equals("InternalIP") || type.equals("ExternalIP")) {
        ip(address.get("address"))
            .ifPresent(ip -> (type.equals("InternalIP") ? internal : external).add(ip));
      }
    }
    List<String> cidrs = tree.get("spec", "podCIDRs").texts();
    String cidr = tree.get("spec", "podCIDR").text("");
    return new NodeView(
        key,
        Fields.annotations(tree),
        internal,
        external,
        cidrs.isEmpty() && !cidr.isEmpty() ? List.of(cidr) : cidrs);
  }

  static NamespaceView namespace(ObjectKey key, Tree tree) {
    Map<String, String> labels = new LinkedHashMap<>(Fields.labels(tree));
    labels.putIfAbsent("kubernetes.io/metadata.name", key.name());
    return new NamespaceView(key, labels);
  }

  private static Optional<InetAddress> ip(Tree tree) {
    try {
      return Optional.of(IpText.parse(tree.text("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a cloud may put a host name there
    }
  }
}
