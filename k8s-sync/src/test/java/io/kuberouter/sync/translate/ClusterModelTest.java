package io.kuberouter.sync.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.testkit.ClusterCorpus;
import io.kuberouter.sync.watch.FolderSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterModelTest {

  private static final NodeView NODE = node("node1", "10.99.0.11", "fd99::11");
  private static final CommonOptions COMMON = CommonOptions.DEFAULTS;
  private static final AgentOptions OPTIONS =
      new AgentOptions(
          new CommonOptions(
              COMMON.hostnameOverride(),
              true,
              true,
              true,
              true,
              true,
              false,
              COMMON.serviceClusterIpRanges(),
              List.of(Cidr.parse("192.0.2.0/24"), Cidr.parse("2001:db8::/64")),
              List.of(),
              true,
              COMMON.firstNodePort(),
              COMMON.lastNodePort()),
          AgentOptions.DEFAULTS.proxy(),
          AgentOptions.DEFAULTS.policy(),
          AgentOptions.DEFAULTS.router());
  private final ClusterModel model =
      new ClusterModel(
          OPTIONS,
          new NodeFacts(
              NODE,
              List.of(IpFamily.IPV4, IpFamily.IPV6),
              List.of(Cidr.parse("10.244.0.0/24"), Cidr.parse("fd24::/64")),
              "eth0",
              Optional.of(1500),
              NODE.addresses(),
              List.of(Cidr.parse("10.99.0.0/24"), Cidr.parse("fd99::/64"))),
          "cni.conf");

  private static NodeView node(String name, String four, String six) {
    return new NodeView(
        new ObjectKey(Kind.NODE, "", name),
        Map.of(),
        List.of(IpText.parse(four), IpText.parse(six)),
        List.of(),
        List.of());
  }

  @Test
  void everyKindOfObjectIsTaken() {
    ClusterCorpus corpus = new ClusterCorpus(1);
    for (int i = 0; i < 300; i++) {
      corpus.next();
    }
    Set<Class<?>> taken = new HashSet<>();
    for (ClusterEvent event : corpus.objects()) {
      ClusterObject object = ((ClusterEvent.Upserted) event).object();
      model.upsert(object);
      taken.add(object.getClass());
    }
    assertThat(model.flush()).isNotEmpty();
    assertThat(taken).containsExactlyInAnyOrder(ClusterObject.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @CsvSource({"10.244.9.0/24, 192.0.2.9", "fd24:0:0:9::/64, 2001:db8::9"})
  void aNextHopThatBecomesANodeGainsItsTunnelAndLosesItAgain(String destination, String hop) {
    model.flush();
    model.learn(Cidr.parse(destination), Optional.of(IpText.parse(hop)));
    model.flush();
    assertThat(tunnels()).as("a next hop that is nobody's").isEqualTo(0);
    assertThat(model.notes()).anyMatch(n -> n.text().contains("on no network of this node"));
    NodeView far = node("far", "192.0.2.9", "2001:db8::9");
    model.upsert(far);
    model.flush();
    assertThat(tunnels()).isEqualTo(1);
    model.upsert(far); // the same once more changes nothing
    assertThat(model.flush()).isEmpty();
    model.delete(far.key());
    model.flush();
    assertThat(tunnels()).isEqualTo(0);
  }

  /** 21.3.0.4 and 2.13.0.4 are one to the original, and so are these of IPv6. */
  @ParameterizedTest
  @CsvSource({
    "2.13.0.4, 21.3.0.4, 10.244.8.0/24, 10.244.9.0/24",
    "2001:db8:2::13, 2001:db8:21::3, fd24:0:0:8::/64, fd24:0:0:9::/64"
  })
  void nextHopsWhoseTunnelsWouldShareANameHaveOneEach(
      String lower, String higher, String first, String second) {
    String shared = Names.tunnel(lower);
    assertThat(Names.tunnel(higher)).isEqualTo(shared);
    boolean six = lower.contains(":");
    NodeView far = six ? node("a", "192.0.2.1", lower) : node("a", lower, "2001:db8::1");
    NodeView farther = six ? node("b", "192.0.2.2", higher) : node("b", higher, "2001:db8::2");
    model.upsert(farther);
    model.learn(Cidr.parse(second), Optional.of(IpText.parse(higher)));
    model.flush();
    assertThat(remotes()).containsExactly(shared + " " + higher);
    assertThat(model.notes()).noneMatch(n -> n.text().contains("usual name"));
    model.upsert(far);
    model.learn(Cidr.parse(first), Optional.of(IpText.parse(lower)));
    model.flush();
    assertThat(remotes())
        .hasSize(2)
        .contains(shared + " " + lower)
        .allMatch(line -> line.matches("tun-[0-9a-f]{11} .*"))
        .anyMatch(line -> line.endsWith(" " + higher) && !line.startsWith(shared));
    assertThat(model.notes())
        .filteredOn(n -> n.text().contains("usual name"))
        .singleElement()
        .satisfies(n -> assertThat(n.text()).contains(lower, higher));
    model.delete(far.key());
    model.learn(Cidr.parse(first), Optional.empty());
    model.flush();
    assertThat(remotes()).containsExactly(shared + " " + higher);
  }

  private List<String> remotes() {
    return model.desired().keys().stream()
        .filter(k -> k.kind() == ItemKind.DEVICE && k.id().startsWith("tun-"))
        .map(k -> (Item.Device) model.desired().get(k).orElseThrow())
        .map(d -> d.name() + " " + IpText.format(d.tunnelRemote().orElseThrow()))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, tun-e443169117a",
    "192.168.1.10, tun-28c98c87e81",
    "2001:db8::1, tun-5c79b9c1639"
  })
  void tunnelsAreNamedAsTheOriginalNamesThem(String nextHop, String name) {
    assertThat(Names.tunnel(nextHop)).isEqualTo(name);
  }

  private long tunnels() {
    return model.desired().keys().stream()
        .filter(k -> k.kind() == ItemKind.DEVICE && k.id().startsWith("tun-"))
        .count();
  }

  @Test
  void oneEndpointOfTwoThousandServicesChangesItsServersAlone() {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      manifests
          .append("---\n{apiVersion: v1, kind: Service, metadata: {name: s")
          .append(i)
          .append("}, spec: {clusterIP: 10.96.")
          .append(i / 200)
          .append('.')
          .append((i % 200) + 1)
          .append(", ports: [{port: 80}]}}\n")
          .append(slice(i, "10.244.0.5"));
    }
    take(manifests.toString());
    assertThat(model.flush()).hasSizeGreaterThan(8000);
    take(slice(77, "10.244.0.6"));
    Set<ItemKey> changed = model.flush();
    assertThat(changed)
        .extracting(ItemKey::kind)
        .containsExactlyInAnyOrder(ItemKind.IPVS_SERVER, ItemKind.IPVS_SERVER);
  }

  /** A local endpoint of one family is none of the other's. */
  @ParameterizedTest
  @CsvSource({
    "10.244.0.5, node1, 'fd24:0:0:1::5', node2, 10.96.0.9 192.0.2.9",
    "10.244.1.5, node2, 'fd24::5', node1, fd96::9 2001:db8:0:0:0:0:0:9"
  })
  void trafficPolicyLocalIsAskedForEachFamily(
      String four, String fourAt, String six, String sixAt, String served) {
    take(
        """
        {apiVersion: v1, kind: Service, metadata: {name: s1, annotations: {
          kube-router.io/service.advertise.externalip: 'true', kube-router.io/service.advertise.clusterip: 'true'}},
          spec: {clusterIPs: [10.96.0.9, 'fd96::9'], externalIPs: [192.0.2.9, '2001:db8::9'],
          internalTrafficPolicy: Local, externalTrafficPolicy: Local, ports: [{port: 80}]}}
        """
            + slice("4", "IPv4", four, fourAt)
            + slice("6", "IPv6", six, sixAt));
    model.flush();
    List<String> addresses =
        Arrays.stream(served.split(" ", -1)).map(a -> IpText.format(IpText.parse(a))).toList();
    assertThat(
            model.desired().keys().stream()
                .filter(k -> k.kind() == ItemKind.IPVS_SERVICE)
                .map(k -> model.desired().get(k).orElseThrow())
                .map(i -> ((Item.IpvsService) i).service().key())
                .map(k -> IpText.format(((ServiceKey.ByAddress) k).address())))
        .containsExactlyInAnyOrderElementsOf(addresses);
    assertThat(
            model.desired().keys().stream()
                .filter(k -> k.kind() == ItemKind.BGP_ROUTE)
                .map(ItemKey::id)
                .filter(id -> id.endsWith("/32") || id.endsWith("/128"))
                .map(id -> id.substring(0, id.indexOf('/'))))
        .containsExactlyInAnyOrderElementsOf(addresses);
  }

  private static String slice(String name, String type, String address, String node) {
    return "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e"
        + name
        + ", labels: {kubernetes.io/service-name: s1}}, addressType: "
        + type
        + ", ports: [{name: '', port: 8080}], endpoints: [{addresses: ['"
        + address
        + "'], nodeName: "
        + node
        + "}]}\n";
  }

  /**
   * Whatever a translator makes of an object: the others' items come, and its own stay as they
   * were.
   */
  @Test
  void anObjectThatCannotBeTranslatedIsItsOwnFault() {
    take(
        "{apiVersion: v1, kind: Service, metadata: {name: good}, spec: {clusterIP: 10.96.0.9, ports: [{port: 80}]}}\n"
            + "---\n{apiVersion: v1, kind: Service, metadata: {name: bad}, spec: {clusterIP: 10.96.0.8, ports: [{port: 80}]}}\n");
    model.flush();
    Set<ItemKey> before = Set.copyOf(model.desired().keys());
    model.upsert(service("bad", "10.96.0.8", 70_000));
    model.upsert(service("good", "10.96.0.9", 81));
    assertThat(model.flush()).isNotEmpty();
    assertThat(model.notes())
        .filteredOn(n -> n.text().contains("70000"))
        .singleElement()
        .matches(n -> n.subject().contains("bad"));
    assertThat(model.desired().keys()).hasSameSizeAs(before).isNotEqualTo(before);
    assertThat(before).filteredOn(k -> k.id().contains("10.96.0.8")).isNotEmpty();
    assertThat(model.desired().keys())
        .containsAll(before.stream().filter(k -> k.id().contains("10.96.0.8")).toList());
    model.upsert(service("bad", "10.96.0.8", 82));
    model.flush();
    assertThat(model.notes()).noneMatch(n -> n.text().contains("70000"));
  }

  private static ServiceView service(String name, String address, int port) {
    return new ServiceView(
        new ObjectKey(Kind.SERVICE, "default", name),
        "",
        Map.of(),
        Map.of(),
        "ClusterIP",
        List.of(address),
        List.of(),
        List.of(),
        Map.of(),
        List.of(new ServiceView.ServicePort("", "TCP", port, "80", 0)),
        Optional.empty(),
        false,
        false,
        false,
        0);
  }

  @Test
  void aHealthCheckPortThatIsNotServedIsSaid() {
    take(
        "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: 10.96.0.9, healthCheckNodePort: 31000, ports: [{port: 80}]}}");
    model.flush();
    assertThat(model.notes()).anyMatch(n -> n.text().contains("healthCheckNodePort 31000"));
  }

  @Test
  void aNodeWithOurAddressIsNoNeighbour() {
    model.upsert(node("twin", "10.99.0.11", "fd99::11"));
    model.flush();
    assertThat(model.desired().keys()).noneMatch(k -> k.kind() == ItemKind.BGP_PEER);
    assertThat(model.notes())
        .anyMatch(n -> n.subject().contains("twin") && n.text().contains("this node's own"));
  }

  private static String slice(int service, String address) {
    return "---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e"
        + service
        + ", labels: {kubernetes.io/service-name: s"
        + service
        + "}}, addressType: IPv4, ports: [{name: '', port: 8080}], endpoints: [{addresses: ["
        + address
        + "]}]}\n";
  }

  private void take(String manifests) {
    for (ClusterEvent event : FolderSource.readText("test", manifests)) {
      if (event instanceof ClusterEvent.Upserted upserted) {
        model.upsert(upserted.object());
      } else {
        assertThat(event).isInstanceOf(ClusterEvent.Synced.class);
      }
    }
  }
}
