package io.kuberouter.sync.testkit;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.LabelSelector;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NetworkPolicyView.Peer;
import io.kuberouter.sync.cluster.NetworkPolicyView.Port;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.cluster.ServiceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A small dual-stack cluster that lives: objects come, change and go at random, the same way for
 * the same seed. Names and addresses are few, so that objects meet: Services share addresses, pods
 * inherit them, policies choose the same pods. Not thread safe.
 */
public final class ClusterCorpus {

  private static final String[] NAMESPACES = {"shop", "shops", "backend", "monitoring"};
  private static final String[] APPS = {"web", "orders", "db", "metrics"};
  private static final String[] PROTOCOLS = {"TCP", "UDP", "SCTP"};
  private static final int NODES = 4;

  private final Random random;
  private final Map<ObjectKey, ClusterObject> objects = new TreeMap<>();

  /** Starts with the nodes and namespaces, and nothing in them. */
  public ClusterCorpus(long seed) {
    random = new Random(seed);
    for (int n = 1; n <= NODES; n++) {
      put(node(n));
    }
    for (String namespace : NAMESPACES) {
      put(namespace(namespace, "a"));
    }
  }

  /** {@return the node that the agent under test runs on: 10.99.0.11, fd99::11} */
  public static String nodeName() {
    return "node1";
  }

  /** {@return an event for every object that there is now} */
  public List<ClusterEvent> objects() {
    List<ClusterEvent> events = new ArrayList<>();
    objects.values().forEach(o -> events.add(new ClusterEvent.Upserted(o)));
    return events;
  }

  /** {@return the next event, which has happened} */
  public ClusterEvent next() {
    if (random.nextInt(4) == 0) {
      List<ObjectKey> keys =
          objects.keySet().stream().filter(k -> !k.name().equals(nodeName())).toList();
      ObjectKey gone = keys.get(random.nextInt(keys.size()));
      if (gone.kind() != Kind.NODE || objects.size() % 5 == 0) {
        objects.remove(gone);
        return new ClusterEvent.Deleted(gone);
      }
    }
    return put(
        switch (random.nextInt(12)) {
          case 0 -> node(2 + random.nextInt(NODES - 1));
          case 1 -> namespace(pick(NAMESPACES), random.nextBoolean() ? "a" : "b");
          case 2, 3, 4 -> pod();
          case 5, 6 -> service();
          case 7, 8, 9 -> slice();
          default -> policy();
        });
  }

  private ClusterEvent put(ClusterObject object) {
    objects.put(object.key(), object);
    return new ClusterEvent.Upserted(object);
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private static NodeView node(int number) {
    return new NodeView(
        new ObjectKey(Kind.NODE, "", "node" + number),
        Map.of(),
        List.of(IpText.parse("10.99.0.1" + number), IpText.parse("fd99::1" + number)),
        List.of(),
        List.of("10.244." + number + ".0/24", "fd24:0:0:" + number + "::/64"));
  }

  private static NamespaceView namespace(String name, String team) {
    return new NamespaceView(
        new ObjectKey(Kind.NAMESPACE, "", name),
        Map.of("kubernetes.io/metadata.name", name, "team", team));
  }

  private PodView pod() {
    String app = pick(APPS);
    int node = 1 + random.nextInt(NODES);
    int host = 2 + random.nextInt(20);
    return new PodView(
        new ObjectKey(Kind.POD, pick(NAMESPACES), app + "-" + random.nextInt(4)),
        Map.of("app", app, "tier", pick("front", "back")),
        "node" + node,
        "10.99.0.1" + node,
        List.of("10.244." + node + "." + host, "fd24:0:0:" + node + "::" + host),
        pick("Running", "Running", "Running", "Pending", "Succeeded"),
        random.nextInt(10) == 0,
        random.nextBoolean(),
        random.nextInt(8) == 0,
        List.of(new PodView.NamedPort("http", "TCP", random.nextBoolean() ? 8080 : 9090)));
  }

  private ServiceView service() {
    String name = pick(APPS);
    int address = random.nextInt(12);
    List<ServiceView.ServicePort> ports = new ArrayList<>();
    ports.add(
        new ServiceView.ServicePort(
            "http", pick("TCP", "TCP", "UDP"), 80, "http", random.nextInt(3) == 0 ? 30080 : 0));
    if (random.nextBoolean()) {
      ports.add(new ServiceView.ServicePort("other", pick(PROTOCOLS), 443, "8443", 0));
    }
    return new ServiceView(
        new ObjectKey(Kind.SERVICE, pick(NAMESPACES), name),
        "2026-01-0" + (1 + random.nextInt(9)) + "T00:00:00Z",
        Map.of(),
        random.nextInt(3) == 0
            ? Map.of(
                "kube-router.io/service.scheduler",
                pick("lc", "mh", "nonsense"),
                "kube-router.io/service.hairpin",
                "")
            : Map.of(),
        pick("ClusterIP", "NodePort", "LoadBalancer"),
        random.nextInt(10) == 0
            ? List.of("None")
            : List.of("10.96.0." + (10 + address), "fd96::a:" + (10 + address)),
        random.nextInt(3) == 0 ? List.of("203.0.113." + random.nextInt(3)) : List.of(),
        random.nextInt(4) == 0 ? List.of("198.51.100." + random.nextInt(3)) : List.of(),
        Map.of("app", name),
        ports,
        random.nextInt(4) == 0 ? Optional.of(600) : Optional.empty(),
        random.nextInt(4) == 0,
        random.nextInt(3) == 0,
        false,
        0);
  }

  private EndpointSliceView slice() {
    boolean six = random.nextBoolean();
    String service = pick(APPS);
    List<EndpointSliceView.Endpoint> endpoints = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      int node = 1 + random.nextInt(NODES);
      int host = 2 + random.nextInt(20);
      boolean ready = random.nextInt(5) > 0;
      endpoints.add(
          new EndpointSliceView.Endpoint(
              List.of(six ? "fd24:0:0:" + node + "::" + host : "10.244." + node + "." + host),
              Optional.of("node" + node),
              ready,
              ready || random.nextBoolean(),
              random.nextInt(5) == 0));
    }
    return new EndpointSliceView(
        new ObjectKey(
            Kind.ENDPOINT_SLICE,
            pick(NAMESPACES),
            service + (six ? "-6" : "-4") + random.nextInt(2)),
        service,
        false,
        random.nextInt(20) == 0,
        six ? "IPv6" : "IPv4",
        List.of(
            new EndpointSliceView.SlicePort("http", "TCP", 8080),
            new EndpointSliceView.SlicePort("other", "TCP", 8443)),
        endpoints);
  }

  private NetworkPolicyView policy() {
    return new NetworkPolicyView(
        random.nextInt(4) > 0
            ? new ObjectKey(Kind.NETWORK_POLICY, pick(NAMESPACES), "p" + random.nextInt(5))
            // names that run together: shop and sp, shops and p
            : random.nextBoolean()
                ? new ObjectKey(Kind.NETWORK_POLICY, "shop", "sp")
                : new ObjectKey(Kind.NETWORK_POLICY, "shops", "p"),
        selector(),
        random.nextInt(4) > 0 ? Optional.of(rules()) : Optional.empty(),
        random.nextInt(2) > 0 ? Optional.of(rules()) : Optional.empty());
  }

  private LabelSelector selector() {
    return switch (random.nextInt(4)) {
      case 0 -> LabelSelector.ALL;
      case 1 ->
          new LabelSelector(
              Map.of(),
              List.of(
                  new LabelSelector.Requirement(
                      "tier",
                      random.nextBoolean()
                          ? LabelSelector.Operator.IN
                          : LabelSelector.Operator.NOT_IN,
                      List.of("front"))));
      default -> new LabelSelector(Map.of("app", pick(APPS)), List.of());
    };
  }

  private List<NetworkPolicyView.Rule> rules() {
    List<NetworkPolicyView.Rule> rules = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<Peer> peers = new ArrayList<>();
      int peerCount = random.nextInt(3);
      for (int j = 0; j < peerCount; j++) {
        peers.add(peer());
      }
      List<Port> ports = new ArrayList<>();
      int portCount = random.nextInt(3);
      for (int j = 0; j < portCount; j++) {
        ports.add(port());
      }
      rules.add(new NetworkPolicyView.Rule(peers, ports));
    }
    return rules;
  }

  private Peer peer() {
    return switch (random.nextInt(4)) {
      case 0 ->
          new Peer.IpBlock(
              Cidr.parse("10.0.0.0/8"),
              random.nextBoolean() ? List.of(Cidr.parse("10.1.0.0/16")) : List.of());
      case 1 ->
          new Peer.IpBlock(Cidr.parse(random.nextBoolean() ? "::/0" : "0.0.0.0/0"), List.of());
      case 2 ->
          new Peer.Pods(
              Optional.of(
                  new LabelSelector(Map.of("team", random.nextBoolean() ? "a" : "b"), List.of())),
              selector());
      default -> new Peer.Pods(Optional.empty(), selector());
    };
  }

  private Port port() {
    return switch (random.nextInt(3)) {
      case 0 -> new Port.All(pick(PROTOCOLS));
      case 1 -> new Port.Named("TCP", pick("http", "unknown"));
      default -> new Port.Range(pick("TCP", "UDP"), 80, random.nextBoolean() ? 80 : 90);
    };
  }
}
