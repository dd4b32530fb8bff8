package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.watch.Tree.FieldException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Service → a value. */
final class ServiceReader {

  private ServiceReader() {}

  static ServiceView service(ObjectKey key, Tree tree) {
    Tree spec = tree.get("spec");
    Set<String> clusterIps = new LinkedHashSet<>(spec.get("clusterIPs").texts());
    String clusterIp = spec.get("clusterIP").text("");
    if (!clusterIp.isEmpty()) {
      clusterIps.add(clusterIp);
    }
    List<String> ingress = new ArrayList<>();
    for (Tree entry : tree.get("status", "loadBalancer").get("ingress").list()) {
      String ip = entry.get("ip").text("");
      if (!ip.isEmpty() && !entry.get("ipMode").text("").equals("Proxy")) {
        ingress.add(ip);
      }
    }
    List<ServiceView.ServicePort> ports = new ArrayList<>();
    for (Tree port : spec.get("ports").list()) {
      int number = Fields.portNumber(port.get("port"));
      ports.add(
          new ServiceView.ServicePort(
              port.get("name").text(""),
              Fields.protocol(port),
              number,
              targetPort(port.get("targetPort"), number),
              port.get("nodePort").number(0, 0, 65535)));
    }
    Optional<Integer> affinity = Optional.empty();
    if (spec.get("sessionAffinity").text("").equals("ClientIP")) {
      affinity =
          Optional.of(
              spec.get("sessionAffinityConfig", "clientIP")
                  .get("timeoutSeconds")
                  .number(10800, 1, 86400));
    }
    return new ServiceView(
        key,
        created(tree),
        Fields.labels(tree),
        Fields.annotations(tree),
        spec.get("type").textNotEmpty("ClusterIP"),
        List.copyOf(clusterIps),
        spec.get("externalIPs").texts(),
        ingress,
        spec.get("selector").strings(),
        ports,
        affinity,
        spec.get("internalTrafficPolicy").text("").equals("Local"),
        spec.get("externalTrafficPolicy").text("").equals("Local"),
        spec.get("publishNotReadyAddresses").bool().orElse(false),
        spec.get("healthCheckNodePort").number(0, 0, 65535));
  }

  private static String created(Tree tree) {
    Tree created = tree.get("metadata", "creationTimestamp");
    return created.value() instanceof String s ? s : "";
  }

  private static String targetPort(Tree tree, int port) {
    String target = tree.textOrNumber("");
    if (target.isEmpty() || target.equals("0")) {
      return Integer.toString(port); // the API's default
    }
    boolean digits = target.chars().allMatch(c -> c >= '0' && c <= '9');
    if (target.startsWith("-") || (digits && !isPort(target))) {
      throw new FieldException(tree.path(), "a port from 1 to 65535 or a name", tree.value());
    }
    return target;
  }

  private static boolean isPort(String digits) {
    return digits.length() <= 5 && !digits.startsWith("0") && Integer.parseInt(digits) <= 65535;
  }
}
