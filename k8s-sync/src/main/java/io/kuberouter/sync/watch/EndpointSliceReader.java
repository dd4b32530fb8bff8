package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.watch.Tree.FieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** EndpointSlice → a value. */
final class EndpointSliceReader {

  private EndpointSliceReader() {}

  static EndpointSliceView slice(ObjectKey key, Tree tree) {
    Map<String, String> labels = Fields.labels(tree);
    String service = labels.getOrDefault("kubernetes.io/service-name", "");
    List<Tree> owners = tree.get("metadata", "ownerReferences").list();
    if (service.isEmpty() && owners.size() == 1) {
      service = owners.get(0).get("name").text("");
    }
    if (service.isEmpty()) {
      service = tree.get("metadata", "generateName").text("").replaceFirst("-$", "");
    }
    String type = tree.get("addressType").text("");
    if (!Set.of("IPv4", "IPv6", "FQDN").contains(type)) {
      throw new FieldException(
          "addressType", "IPv4, IPv6 or FQDN", tree.get("addressType").value());
    }
    List<EndpointSliceView.SlicePort> ports = new ArrayList<>();
    for (Tree port : tree.get("ports").list()) {
      if (port.get("port").exists()) {
        ports.add(
            new EndpointSliceView.SlicePort(
                port.get("name").text(""),
                Fields.protocol(port),
                Fields.portNumber(port.get("port"))));
      }
    }
    List<EndpointSliceView.Endpoint> endpoints = new ArrayList<>();
    for (Tree e : tree.get("endpoints").list()) {
      boolean ready = e.get("conditions", "ready").bool().orElse(true);
      String node = e.get("nodeName").text("");
      endpoints.add(
          new EndpointSliceView.Endpoint(
              e.get("addresses").texts(),
              node.isEmpty() ? Optional.empty() : Optional.of(node),
              ready,
              e.get("conditions", "serving").bool().orElse(ready),
              e.get("conditions", "terminating").bool().orElse(false)));
    }
    return new EndpointSliceView(
        key,
        service,
        labels.containsKey("service.kubernetes.io/headless"),
        tree.get("metadata", "annotations")
            .strings()
            .containsKey("control-plane.alpha.kubernetes.io/leader"),
        type,
        ports,
        endpoints);
  }
}
