package io.kuberouter.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.EndpointSliceView.SlicePort;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointDeriverTest {

  private final EndpointDeriver deriver = new EndpointDeriver();

  private static ClusterObject object(String text) {
    ManifestReader.Result result = ManifestReader.read("t", text);
    assertThat(result.rejections()).isEmpty();
    return result.objects().values().iterator().next().object();
  }

  /** What follows beside the event itself. */
  private List<ClusterEvent> derived(String text) {
    List<ClusterEvent> out = deriver.on(new ClusterEvent.Upserted(object(text)));
    return out.subList(1, out.size());
  }

  private static EndpointSliceView slice(ClusterEvent event) {
    return (EndpointSliceView) ((ClusterEvent.Upserted) event).object();
  }

  private static String service(String name, String more) {
    return "kind: Service\nmetadata: {name: "
        + name
        + "}\nspec: {selector: {app: web}, ports: [{"
        + "name: h, port: 80, targetPort: http}], "
        + more
        + "}";
  }

  private static String pod(String name, String app, int port, String status) {
    return "kind: Pod\nmetadata: {name: "
        + name
        + ", labels: {app: "
        + app
        + ", x: y}}\nspec: {"
        + "nodeName: n1, containers: [{ports: [{name: http, containerPort: "
        + port
        + "}]}]}\n"
        + "status: {"
        + status
        + "}";
  }

  private static String running(int last) {
    return "phase: Running, podIPs: [{ip: 10.0.0." + last + "}, {ip: 'fd00::" + last + "'}]";
  }

  @Test
  void oneSliceForEachFamilyOfTheService() {
    derived(pod("a", "web", 8080, running(1)));
    List<ClusterEvent> both = derived(service("s", "clusterIPs: [10.9.0.1, 'fd09::1']"));
    assertThat(both).hasSize(2);
    assertThat(slice(both.get(0)).key().name()).startsWith("s-derived-ipv4");
    assertThat(slice(both.get(0)).endpoints().get(0).addresses()).containsExactly("10.0.0.1");
    assertThat(slice(both.get(0)).endpoints().get(0).nodeName()).contains("n1");
    assertThat(slice(both.get(1)).addressType()).isEqualTo("IPv6");
    assertThat(slice(both.get(1)).endpoints().get(0).addresses()).containsExactly("fd00::1");
    assertThat(slice(both.get(1)).ports()).containsExactly(new SlicePort("h", "TCP", 8080));
    List<ClusterEvent> six = derived(service("s", "clusterIPs: ['fd09::1']"));
    assertThat(six).hasSize(1).first().isInstanceOf(ClusterEvent.Deleted.class);
    List<ClusterEvent> headless = derived(service("t", "clusterIP: None"));
    assertThat(headless).hasSize(2).allMatch(e -> slice(e).headless());
  }

  @Test
  void aPodConcernsOnlyServicesThatMaySelectIt() {
    derived(service("s", "clusterIPs: [10.9.0.1]"));
    assertThat(derived(pod("b", "db", 1, running(2)))).isEmpty();
    assertThat(derived(pod("a", "web", 8080, running(1)))).hasSize(1);
    assertThat(derived(pod("a", "web", 8080, running(1)))).isEmpty();
    assertThat(derived(pod("a", "db", 8080, running(1))))
        .hasSize(1)
        .first()
        .isInstanceOf(ClusterEvent.Deleted.class);
  }

  @Test
  void numbersOfNamedPortsDivideSlices() {
    derived(pod("a", "web", 8080, running(1)));
    derived(pod("b", "web", 8081, running(2)));
    derived(pod("c", "web", 8080, running(3)));
    List<ClusterEvent> slices = derived(service("s", "clusterIPs: [10.9.0.1]"));
    assertThat(slices).hasSize(2);
    assertThat(slice(slices.get(0)).ports().get(0).port()).isEqualTo(8080);
    assertThat(slice(slices.get(0)).endpoints()).hasSize(2);
    assertThat(slice(slices.get(1)).ports().get(0).port()).isEqualTo(8081);
  }

  @Test
  void readinessFollowsThePod() {
    derived(service("s", "clusterIPs: [10.9.0.1]"));
    String notReady = running(1) + ", conditions: [{type: Ready, status: 'False'}]";
    EndpointSliceView slice = slice(derived(pod("a", "web", 8080, notReady)).get(0));
    assertThat(slice.endpoints().get(0).ready()).isFalse();
    assertThat(slice.endpoints().get(0).serving()).isFalse();
    slice =
        slice(
            derived(service("s", "clusterIPs: [10.9.0.1], publishNotReadyAddresses: true")).get(0));
    assertThat(slice.endpoints().get(0).ready()).isTrue();
    String leaving =
        pod("a", "web", 8080, running(1)).replace("{name: a,", "{name: a, deletionTimestamp: x,");
    derived(service("s", "clusterIPs: [10.9.0.1]"));
    slice = slice(derived(leaving).get(0));
    assertThat(slice.endpoints().get(0).terminating()).isTrue();
    assertThat(slice.endpoints().get(0).serving()).isTrue();
    assertThat(slice.endpoints().get(0).ready()).isFalse();
    assertThat(derived(pod("a", "web", 8080, "phase: Succeeded, podIP: 10.0.0.1")))
        .first()
        .isInstanceOf(ClusterEvent.Deleted.class);
  }

  @Test
  void realSlicesReplaceDerivedOnes() {
    derived(pod("a", "web", 8080, running(1)));
    derived(service("s", "clusterIPs: [10.9.0.1]"));
    String real =
        "kind: EndpointSlice\nmetadata: {name: r, labels: {kubernetes.io/service-name: s}}\n"
            + "addressType: IPv4";
    assertThat(derived(real)).hasSize(1).first().isInstanceOf(ClusterEvent.Deleted.class);
    assertThat(deriver.on(new ClusterEvent.Deleted(object(real).key()))).hasSize(2);
    assertThat(deriver.on(new ClusterEvent.Deleted(object(service("s", "")).key()))).hasSize(2);
    assertThat(derived("kind: Service\nmetadata: {name: e}\nspec: {ports: [{port: 1}]}")).isEmpty();
    assertThat(derived(service("x", "type: ExternalName"))).isEmpty();
  }

  @Test
  void aBatchOfARealSliceAndItsServiceDerivesNothing() {
    ClusterEvent service = new ClusterEvent.Upserted(object(service("s", "clusterIP: 10.9.0.1")));
    ClusterEvent pod = new ClusterEvent.Upserted(object(pod("a", "web", 1, running(1))));
    ClusterEvent real =
        new ClusterEvent.Upserted(
            object(
                "kind: EndpointSlice\nmetadata: {name: r, generateName: s-}\naddressType: IPv4"));
    assertThat(deriver.on(List.of(pod, service, real))).containsExactly(pod, service, real);
  }
}
