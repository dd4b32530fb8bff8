package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.LabelSelector;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.watch.Tree.FieldException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A parsed manifest or API object → a value, with the API's defaults. */
final class ObjectReader {

  private ObjectReader() {}

  /** {@return the kind and name of a manifest; empty for kinds that the agent does not watch} */
  static Optional<ObjectKey> key(Tree tree) {
    String text = tree.get("kind").text("");
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(text)) {
        // a Service of serving.knative.dev or a NetworkPolicy of another group is not ours
        String version = tree.get("apiVersion").textNotEmpty(apiVersion(kind));
        if (version.equals(apiVersion(kind))) {
          return Optional.of(key(kind, tree));
        }
        if (group(version).equals(group(apiVersion(kind)))) {
          throw new FieldException("apiVersion", apiVersion(kind), version);
        }
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** {@return the name of an object whose kind is known} */
  static ObjectKey key(Kind kind, Tree tree) {
    boolean cluster = kind == Kind.NODE || kind == Kind.NAMESPACE;
    String name = tree.get("metadata", "name").text("");
    if (name.isEmpty()) {
      throw new FieldException("metadata.name: a " + kind.text() + " without a name");
    }
    String namespace = tree.get("metadata", "namespace").textNotEmpty("default");
    return new ObjectKey(kind, cluster ? "" : namespace, name);
  }

  private static String apiVersion(Kind kind) {
    return switch (kind) {
      case NODE, NAMESPACE, POD, SERVICE -> "v1";
      case ENDPOINT_SLICE -> "discovery.k8s.io/v1";
      case NETWORK_POLICY -> "networking.k8s.io/v1";
    };
  }

  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  /**
   * Reads an object.
   *
   * @throws FieldException naming the field that is wrong
   */
  static ClusterObject read(ObjectKey key, Tree tree) {
    return switch (key.kind()) {
      case NODE -> node(key, tree);
      case NAMESPACE -> namespace(key, tree);
      case POD -> pod(key, tree);
      case SERVICE -> service(key, tree);
      case ENDPOINT_SLICE -> slice(key, tree);
      case NETWORK_POLICY -> policy(key, tree);
    };
  }

  private static Map<String, String> labels(Tree tree) {
    return tree.get("metadata", "labels").strings();
  }

  private static Map<String, String> annotations(Tree tree) {
    Map<String, String> ours = new LinkedHashMap<>(tree.get("metadata", "annotations").strings());
    ours.keySet().removeIf(k -> !k.startsWith("kube-router.io/"));
    return ours;
  }

  private static NodeView node(ObjectKey key, Tree tree) {
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
        labels(tree),
        annotations(tree),
        internal,
        external,
        cidrs.isEmpty() && !cidr.isEmpty() ? List.of(cidr) : cidrs);
  }

  private static Optional<InetAddress> ip(Tree tree) {
    try {
      return Optional.of(IpText.parse(tree.text("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a cloud may put a host name there
    }
  }

  private static NamespaceView namespace(ObjectKey key, Tree tree) {
    Map<String, String> labels = new LinkedHashMap<>(labels(tree));
    labels.putIfAbsent("kubernetes.io/metadata.name", key.name());
    return new NamespaceView(key, labels);
  }

  private static PodView pod(ObjectKey key, Tree tree) {
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
        labels(tree),
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
            new PodView.NamedPort(name, protocol(port), portNumber(port.get("containerPort"))));
      }
    }
  }

  private static ServiceView service(ObjectKey key, Tree tree) {
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
      int number = portNumber(port.get("port"));
      ports.add(
          new ServiceView.ServicePort(
              port.get("name").text(""),
              protocol(port),
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
        labels(tree),
        annotations(tree),
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

  private static int portNumber(Tree tree) {
    int port = tree.number(-1);
    if (port < 1 || port > 65535) {
      throw new FieldException(tree.path(), "a port from 1 to 65535", tree.value());
    }
    return port;
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

  private static String protocol(Tree port) {
    return port.get("protocol").textNotEmpty("TCP");
  }

  private static EndpointSliceView slice(ObjectKey key, Tree tree) {
    Map<String, String> labels = labels(tree);
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
                port.get("name").text(""), protocol(port), portNumber(port.get("port"))));
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

  private static NetworkPolicyView policy(ObjectKey key, Tree tree) {
    Tree spec = tree.get("spec");
    List<String> types = spec.get("policyTypes").texts();
    for (String type : types) {
      if (!type.equals("Ingress") && !type.equals("Egress")) {
        throw new FieldException("spec.policyTypes", "Ingress or Egress", type);
      }
    }
    // without the list: ingress always, egress when there are egress rules (the API's default)
    boolean egress =
        types.isEmpty() ? !spec.get("egress").list().isEmpty() : types.contains("Egress");
    boolean ingress = types.isEmpty() || types.contains("Ingress");
    return new NetworkPolicyView(
        key,
        selector(spec.get("podSelector")),
        ingress ? Optional.of(rules(spec.get("ingress"), "from")) : Optional.empty(),
        egress ? Optional.of(rules(spec.get("egress"), "to")) : Optional.empty());
  }

  private static List<NetworkPolicyView.Rule> rules(Tree list, String side) {
    List<NetworkPolicyView.Rule> rules = new ArrayList<>();
    for (Tree rule : list.list()) {
      rules.add(
          new NetworkPolicyView.Rule(
              rule.get(side).list().stream().map(ObjectReader::peer).toList(),
              rule.get("ports").list().stream().map(ObjectReader::port).toList()));
    }
    return rules;
  }

  private static NetworkPolicyView.Peer peer(Tree tree) {
    Tree namespaces = tree.get("namespaceSelector");
    Tree pods = tree.get("podSelector");
    Tree block = tree.get("ipBlock");
    if (namespaces.exists() || pods.exists()) {
      if (block.exists()) {
        throw new FieldException(tree.path() + ": ipBlock stands alone, without selectors");
      }
      return new NetworkPolicyView.Peer.Pods(
          namespaces.exists() ? Optional.of(selector(namespaces)) : Optional.empty(),
          selector(pods));
    }
    if (!block.exists()) {
      throw new FieldException(
          tree.path() + ": a peer needs podSelector, namespaceSelector or ipBlock");
    }
    Cidr cidr = cidr(block.get("cidr"));
    List<Cidr> except = block.get("except").list().stream().map(ObjectReader::cidr).toList();
    for (Cidr e : except) {
      if (!cidr.contains(e.network()) || e.length() <= cidr.length()) {
        throw new FieldException(block.path() + ".except: " + e + " does not lie within " + cidr);
      }
    }
    return new NetworkPolicyView.Peer.IpBlock(cidr, except);
  }

  private static Cidr cidr(Tree tree) {
    try {
      return Cidr.parse(tree.text(""));
    } catch (IllegalArgumentException e) {
      throw new FieldException(tree.path(), "a CIDR (address/length)", tree.value());
    }
  }

  private static NetworkPolicyView.Port port(Tree tree) {
    String protocol = protocol(tree);
    if (!Set.of("TCP", "UDP", "SCTP").contains(protocol)) {
      throw new FieldException(tree.path() + ".protocol", "TCP, UDP or SCTP", protocol);
    }
    Tree port = tree.get("port");
    Tree end = tree.get("endPort");
    if (!port.exists()) {
      if (end.exists()) {
        throw new FieldException(tree.path() + ": endPort needs a port to begin with");
      }
      return new NetworkPolicyView.Port.All(protocol);
    }
    if (port.value() instanceof String name) {
      if (name.chars().noneMatch(Character::isLetter)) {
        throw new FieldException(port.path(), "a number, or a name with a letter", name);
      }
      if (end.exists()) {
        throw new FieldException(tree.path() + ": endPort needs a number as port");
      }
      return new NetworkPolicyView.Port.Named(protocol, name);
    }
    int first = portNumber(port);
    int last = end.exists() ? portNumber(end) : first;
    if (last < first) {
      throw new FieldException(tree.path() + ": endPort " + last + " is below port " + first);
    }
    return new NetworkPolicyView.Port.Range(protocol, first, last);
  }

  private static LabelSelector selector(Tree tree) {
    List<LabelSelector.Requirement> expressions = new ArrayList<>();
    for (Tree e : tree.get("matchExpressions").list()) {
      String text = e.get("operator").text("");
      LabelSelector.Operator operator =
          switch (text) {
            case "In" -> LabelSelector.Operator.IN;
            case "NotIn" -> LabelSelector.Operator.NOT_IN;
            case "Exists" -> LabelSelector.Operator.EXISTS;
            case "DoesNotExist" -> LabelSelector.Operator.DOES_NOT_EXIST;
            default ->
                throw new FieldException(
                    e.path() + ".operator", "In, NotIn, Exists or DoesNotExist", text);
          };
      String key = e.get("key").text("");
      if (key.isEmpty()) {
        throw new FieldException(e.path() + ".key: an expression without a key");
      }
      List<String> values = e.get("values").list().stream().map(v -> v.text("")).toList();
      if (text.endsWith("In") == values.isEmpty()) {
        String wrong = values.isEmpty() ? " needs values" : " takes no values";
        throw new FieldException(e.path() + ".values: " + text + wrong);
      }
      expressions.add(new LabelSelector.Requirement(key, operator, values));
    }
    return new LabelSelector(tree.get("matchLabels").strings(), expressions);
  }
}
