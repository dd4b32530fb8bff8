package io.kuberouter.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NetworkPolicyView.Peer;
import io.kuberouter.sync.cluster.NetworkPolicyView.Port;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.cluster.ServiceView;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

  private static ManifestReader.Result read(String text) {
    return ManifestReader.read("a.yaml", text);
  }

  private static <T extends ClusterObject> T one(Class<T> type, String text) {
    ManifestReader.Result result = read(text);
    assertThat(result.rejections()).isEmpty();
    assertThat(result.objects()).hasSize(1);
    return type.cast(result.objects().values().iterator().next().object());
  }

  private static ManifestReader.Rejection rejected(String text) {
    ManifestReader.Result result = read(text);
    assertThat(result.objects()).isEmpty();
    assertThat(result.rejections()).hasSize(1);
    return result.rejections().get(0);
  }

  private static NetworkPolicyView policy(String spec) {
    return one(NetworkPolicyView.class, "kind: NetworkPolicy\nmetadata: {name: p}\nspec: " + spec);
  }

  @Test
  void aBrokenDocumentLosesOnlyItselfAndIsNamedWithItsLine() {
    ManifestReader.Result result =
        read(
            "%YAML 1.2\r\n---\r\nkind: Namespace\r\nmetadata: {name: a}\r\n--- # next\n\n"
                + "kind: Service\nmetadata:\n  name: web\n  namespace: shop\n  labels: {a: [}\n"
                + "---\nkind: Namespace\nmetadata: {name: b}\n...\n---\nkind: Deployment\n");
    assertThat(result.objects().keySet()).extracting("name").containsExactly("a", "b");
    assertThat(result.rejections()).hasSize(1);
    assertThat(result.rejections().get(0).subject()).isEqualTo("a.yaml:7 (Service shop/web)");
    assertThat(result.rejections().get(0).reason()).contains("not YAML").contains("line 11");
  }

  @Test
  void listsAndDumpsAreReadItemByItem() {
    ManifestReader.Result result =
        read(
            "apiVersion: v1\nkind: List\nitems:\n- kind: Namespace\n  metadata: {name: a}\n"
                + "- kind: Service\n  metadata: {name: s, namespace: n}\n"
                + "  spec: {ports: [{port: http}]}\n- kind: Namespace\n  metadata: {name: b}\n"
                + "---\n{\"kind\": \"PodList\", \"items\": [{\"metadata\": {\"name\": \"p\"}}, null]}");
    assertThat(result.objects().keySet()).extracting("name").containsExactly("a", "b", "p");
    assertThat(result.rejections()).hasSize(2);
    assertThat(result.rejections().get(0).subject()).isEqualTo("a.yaml:6 (Service n/s)");
    assertThat(result.rejections().get(0).reason())
        .isEqualTo("spec.ports[0].port: expected a number, found \"http\"");
    assertThat(result.rejections().get(1).subject()).isEqualTo("a.yaml:12");
  }

  @Test
  void aLargeDumpIsRead() {
    StringBuilder text = new StringBuilder("kind: List\nitems:\n");
    String filler = "y".repeat(400);
    for (int i = 0; i < 10_000; i++) {
      text.append("- {kind: Namespace, metadata: {name: n").append(i).append(", annotations: {x: ");
      text.append(filler).append("}}}\n");
    }
    assertThat(text.length()).isGreaterThan(4_000_000);
    assertThat(read(text.toString()).objects()).hasSize(10_000);
  }

  @Test
  void kindsOfOtherGroupsAreNotOurs() {
    assertThat(read("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}"))
        .isEqualTo(read(""));
    assertThat(rejected("apiVersion: discovery.k8s.io/v1beta1\nkind: EndpointSlice").reason())
        .isEqualTo("apiVersion: expected discovery.k8s.io/v1, found \"discovery.k8s.io/v1beta1\"");
  }

  @Test
  void badInputIsRejectedWithTheFieldAndNeverThrows() {
    assertThat(rejected("- a\n- b").reason()).isEqualTo("document: expected a map, found a list");
    assertThat(rejected("a: !!int x").reason()).startsWith("not YAML");
    assertThat(rejected("[".repeat(100_000)).reason()).isNotEmpty();
    assertThat(rejected("kind: List\nitems: &a [{kind: List, items: *a}]").reason()).isNotEmpty();
    assertThat(rejected("kind: Namespace\nmetadata: {name: a, labels: {v: 1}}").reason())
        .isEqualTo("metadata.labels.v: expected text (quote it), found 1");
    assertThat(rejected("kind: Pod\nmetadata: {name: a}\nspec: 3").reason())
        .isEqualTo("spec: expected a map, found 3");
    assertThat(rejected("kind: Pod\nmetadata: {}").reason()).startsWith("metadata.name");
    assertThat(
            rejected("kind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 4294967376}]}")
                .reason())
        .startsWith("spec.ports[0].port: expected a number");
    assertThat(
            rejected(
                    "kind: Service\nmetadata: {name: a}\n"
                        + "spec: {ports: [{port: 1, targetPort: \"99999999999\"}]}")
                .reason())
        .startsWith("spec.ports[0].targetPort");
  }

  @Test
  void noDamageToAManifestThrows() {
    String good =
        "kind: NetworkPolicy\nmetadata: {name: p, namespace: n}\nspec:\n  podSelector: {}\n"
            + "  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}],"
            + " ports: [{port: 80, endPort: 90}]}]\n---\nkind: Service\nmetadata: {name: s}\n"
            + "spec: {ports: [{port: 80, targetPort: http}], selector: {a: b}}\n---\nkind: Pod\n"
            + "metadata: {name: q, labels: {a: b}}\nstatus: {podIPs: [{ip: fd00::1}]}\n";
    Random random = new Random(7);
    String spare = "{}[]:,-\"'&*!%0aA \n";
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int j = 0; j <= random.nextInt(3); j++) {
        char with = spare.charAt(random.nextInt(spare.length()));
        text.setCharAt(random.nextInt(text.length()), with);
      }
      ManifestReader.Result result = read(text.toString());
      assertThat(result.objects().size() + result.rejections().size()).isLessThan(20);
      FolderSource.readText("a.yaml", text.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{podSelector: {}};true;false",
        "{podSelector: {}, egress: []};true;false",
        "{podSelector: {}, egress: [{}]};true;true",
        "{podSelector: {}, policyTypes: [Egress]};false;true",
        "{podSelector: {}, policyTypes: [Ingress], egress: [{}]};true;false",
        "{podSelector: {}, policyTypes: [Ingress, Egress]};true;true"
      })
  void policyTypesDefaultAsTheApiDoes(String spec, boolean ingress, boolean egress) {
    assertThat(policy(spec).ingress().isPresent()).isEqualTo(ingress);
    assertThat(policy(spec).egress().isPresent()).isEqualTo(egress);
  }

  @Test
  void portsAndPeersOfPolicies() {
    NetworkPolicyView view =
        policy(
            "{podSelector: {}, ingress: [{ports: [{}, {port: 80}, {port: 80, endPort: 90,"
                + " protocol: UDP}, {port: http}], from: [{podSelector: {}},"
                + " {namespaceSelector: {}}, {ipBlock: {cidr: \"fd00::/8\", except:"
                + " [\"fd01::/16\"]}}]}]}");
    NetworkPolicyView.Rule rule = view.ingress().orElseThrow().get(0);
    assertThat(rule.ports())
        .containsExactly(
            new Port.All("TCP"),
            new Port.Range("TCP", 80, 80),
            new Port.Range("UDP", 80, 90),
            new Port.Named("TCP", "http"));
    assertThat(((Peer.Pods) rule.peers().get(0)).namespaces()).isEmpty();
    assertThat(((Peer.Pods) rule.peers().get(1)).namespaces()).isPresent();
    assertThat(rule.peers().get(2).toString()).contains("fd00::/8").contains("fd01::/16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ports: [{port: 90, endPort: 80}];endPort 80 is below port 90",
        "ports: [{port: http, endPort: 80}];endPort needs a number as port",
        "ports: [{endPort: 80}];endPort needs a port",
        "ports: [{port: 0}];expected a port from 1 to 65535",
        "ports: [{protocol: tcp}];expected TCP, UDP or SCTP",
        "from: [{}];a peer needs",
        "from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}];does not lie within",
        "from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}];does not lie within",
        "from: [{ipBlock: {cidr: 10.0.0.0/8, except: ['fd00::/8']}}];does not lie within",
        "from: [{ipBlock: {cidr: 10.0.0.0}}];expected a CIDR",
        "from: [{podSelector: {matchExpressions: [{key: a, operator: In}]}}];In needs values",
        "from: [{podSelector: {matchExpressions: [{key: a, operator: Is}]}}];expected In, NotIn"
      })
  void invalidPoliciesAreRejected(String rule, String reason) {
    assertThat(
            rejected(
                    "kind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}, ingress: [{"
                        + rule
                        + "}]}")
                .reason())
        .startsWith("spec.ingress[0].")
        .contains(reason);
  }

  @Test
  void anEmptyTextIsAValueOfIn() {
    assertThat(
            policy("{podSelector: {matchExpressions: [{key: a, operator: In, values: ['']}]}}")
                .podSelector()
                .expressions()
                .get(0)
                .values())
        .containsExactly("");
  }

  @Test
  void slicesHaveTheApisDefaults() {
    EndpointSliceView slice =
        one(
            EndpointSliceView.class,
            "kind: EndpointSlice\nmetadata: {name: web-x, generateName: web-}\naddressType: IPv6\n"
                + "ports: [{name: h, port: 80}, {name: none}]\nendpoints:\n"
                + "- addresses: ['fd00::1']\n- addresses: ['fd00::2']\n"
                + "  conditions: {ready: false, terminating: true}\n"
                + "- addresses: ['fd00::3']\n  conditions: {ready: false, serving: true}\n");
    assertThat(slice.service()).isEqualTo("web");
    assertThat(slice.ports()).containsExactly(new EndpointSliceView.SlicePort("h", "TCP", 80));
    assertThat(slice.endpoints()).extracting("ready").containsExactly(true, false, false);
    assertThat(slice.endpoints()).extracting("serving").containsExactly(true, false, true);
    assertThat(slice.endpoints()).extracting("terminating").containsExactly(false, true, false);
    String head = "kind: EndpointSlice\naddressType: IPv4\nmetadata: {name: x, generateName: g-, ";
    assertThat(one(EndpointSliceView.class, head + "ownerReferences: [{name: o}]}").service())
        .isEqualTo("o");
    assertThat(
            one(
                    EndpointSliceView.class,
                    head + "ownerReferences: [{name: o}, {name: q}], labels: {}}")
                .service())
        .isEqualTo("g");
    assertThat(
            one(
                    EndpointSliceView.class,
                    head
                        + "ownerReferences: [{name: o}],"
                        + " labels: {kubernetes.io/service-name: l}}")
                .service())
        .isEqualTo("l");
  }

  @Test
  void servicesPodsNodesAndNamespaces() {
    ServiceView service =
        one(
            ServiceView.class,
            "kind: Service\nmetadata: {name: s, namespace: ''}\nspec: {clusterIP: 10.96.0.1,"
                + " clusterIPs: [10.96.0.1, 'fd96::1'], ports: [{port: 80, targetPort: 0}],"
                + " sessionAffinity: ClientIP}\nstatus: {loadBalancer: {ingress: [{ip: 1.2.3.4},"
                + " {ip: 1.2.3.5, ipMode: Proxy}, {hostname: x}]}}");
    assertThat(service.key().namespace()).isEqualTo("default");
    assertThat(service.clusterIps()).containsExactly("10.96.0.1", "fd96::1");
    assertThat(service.ports().get(0).targetPort()).isEqualTo("80");
    assertThat(service.sessionAffinityTimeout()).isEqualTo(Optional.of(10800));
    assertThat(service.loadBalancerIngress()).containsExactly("1.2.3.4");
    PodView pod =
        one(
            PodView.class,
            "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{ports: [{name: a,"
                + " containerPort: 1}]}], initContainers: [{ports: [{name: b, containerPort: 2}]},"
                + " {restartPolicy: Always, ports: [{name: c, containerPort: 3}]}]}\n"
                + "status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1},"
                + " {ip: 'fd00::1'}]}");
    assertThat(pod.ready()).isTrue();
    assertThat(pod.podIps()).containsExactly("10.0.0.1", "fd00::1");
    assertThat(pod.ports()).extracting("name").containsExactly("a", "c");
    NodeView node =
        one(
            NodeView.class,
            "kind: Node\nmetadata: {name: n}\nspec: {podCIDR: 10.1.0.0/24}\nstatus: {addresses:"
                + " [{type: InternalIP, address: host}, {type: InternalIP, address: 'fd00::1'}]}");
    assertThat(node.internalIps()).hasSize(1);
    assertThat(node.podCidrs()).isEqualTo(List.of("10.1.0.0/24"));
    assertThat(one(NamespaceView.class, "kind: Namespace\nmetadata: {name: x}").labels())
        .containsEntry("kubernetes.io/metadata.name", "x");
  }
}
