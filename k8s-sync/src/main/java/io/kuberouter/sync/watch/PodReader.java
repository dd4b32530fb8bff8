package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.PodView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Pod → a value. */
final class PodReader {

  private PodReader() {}

  static PodView pod(ObjectKey key, Tree tree) {
    Tree spec = tree.get("spec");
    Tree status = tree.get("status");
    Set<String> ips = new LinkedHashSet<>();
    String podIp = status.get("podIP").text("");
    if (!podIp.isEmpty()) {
      ips.add(podIp);
    }
    status.get("podIPs").list().forEach(t -> ips.add(t.get("ip").text("")));
    ips.remove("");
    List<PodView.NamedPort> ports = new ArrayList<>();
    spec.get("containers").list().forEach(c -> ports(c, ports));
    for (Tree c : spec.get("initContainers").list()) {
      if (c.get("restartPolicy").text("").equals("Always")) {
        ports(c, ports);
      }
    }
    // a pod written by hand has no conditions: it is ready when it runs
    String phase = status.get("phase").text("");
    List<Tree> conditions = status.get("conditions").list();
    boolean ready =
        conditions.isEmpty()
            ? phase.equals("Running")
            : conditions.stream()
                .anyMatch(
                    c ->
                        c.get("type").text("").equals("Ready")
                            && c.get("status").text("").equals("True"));
    return new PodView(
        key,
        Fields.labels(tree),
        spec.get("nodeName").text(""),
        status.get("hostIP").text(""),
        List.copyOf(ips),
        phase,
        spec.get("hostNetwork").bool().orElse(false),
        ready,
        tree.get("metadata", "deletionTimestamp").exists(),
        ports);
  }

  private static void ports(Tree container, List<PodView.NamedPort> ports) {
    for (Tree port : container.get("ports").list()) {
      String name = port.get("name").text("");
      if (!name.isEmpty()) {
        ports.add(
            new PodView.NamedPort(
                name, Fields.protocol(port), Fields.portNumber(port.get("containerPort"))));
      }
    }
  }
}
