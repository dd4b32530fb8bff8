package io.kuberouter.sync.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.testkit.ClusterCorpus;
import io.kuberouter.sync.watch.FolderSource;
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
  private final ClusterModel model =
      new ClusterModel(
          AgentOptions.DEFAULTS,
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
