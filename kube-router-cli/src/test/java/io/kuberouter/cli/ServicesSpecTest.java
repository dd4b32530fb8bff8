package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Services → IPVS by the written specification: the numbers are those of its check list (section 10
 * of the services' part), the letters its defects that are done right.
 */
class ServicesSpecTest {

  private static final String SLICES =
      """
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-4, namespace: shop, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      ports: [{name: http, port: 8080, protocol: TCP}]
      endpoints:
      - {addresses: [10.244.0.10], nodeName: node1, conditions: {ready: true}}
      - {addresses: [10.244.1.10], nodeName: node2, conditions: {ready: true}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-6, namespace: shop, labels: {kubernetes.io/service-name: web}}
      addressType: IPv6
      ports: [{name: http, port: 8080, protocol: TCP}]
      endpoints:
      - {addresses: ['fd24::10'], nodeName: node1, conditions: {ready: true}}
      - {addresses: ['fd24:0:0:1::10'], nodeName: node2, conditions: {ready: true}}
      """;

  private static final String REMOTE =
      SLICES.replaceAll("- \\{addresses: \\['?(10.244.0.10|fd24::10)'?\\].*\n", "");

  private static String service(String annotations, String spec, String status) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop, annotations: {%s}}
        spec:
          clusterIP: 10.96.0.10
          clusterIPs: [10.96.0.10, 'fd96::a']
          ports: [{name: http, port: 80, protocol: TCP%s
        status: {loadBalancer: {ingress: [%s]}}
        """
        .formatted(annotations, spec, status);
  }

  private static final String PLAIN = service("", "}]", "");

  private static List<String> ipvs(String manifests, String... flags) {
    return Offline.of(manifests).with(flags).lines("ipvsadm-save");
  }

  private static List<String> servers(List<String> lines, String service) {
    return lines.stream()
        .filter(l -> l.startsWith("-a -t " + service + " "))
        .map(l -> l.replaceAll(".* -r (\\S+) .*-w (\\d+).*", "$1 $2"))
        .toList();
  }

  private static List<String> services(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("-A ")).map(l -> l.split(" ")[2]).toList();
  }

  @Test
  void s1NoEndpoints() {
    assertThat(ipvs(PLAIN))
        .containsExactlyInAnyOrder("-A -t 10.96.0.10:80 -s rr", "-A -t [fd96::a]:80 -s rr");
    assertThat(Offline.of(PLAIN).lines("text"))
        .anyMatch(l -> l.contains("10.96.0.10/32") && l.contains("kube-dummy-if"))
        .anyMatch(l -> l.contains("fd96::a/128") && l.contains("kube-dummy-if"));
  }

  @Test
  void s1Endpoints() {
    assertThat(ipvs(PLAIN + SLICES))
        .containsExactlyInAnyOrder(
            "-A -t 10.96.0.10:80 -s rr",
            "-a -t 10.96.0.10:80 -r 10.244.0.10:8080 -m -w 1",
            "-a -t 10.96.0.10:80 -r 10.244.1.10:8080 -m -w 1",
            "-A -t [fd96::a]:80 -s rr",
            "-a -t [fd96::a]:80 -r [fd24::10]:8080 -m -w 1",
            "-a -t [fd96::a]:80 -r [fd24:0:0:1::10]:8080 -m -w 1");
  }

  private static final String[] RANGES = {
    "--service-external-ip-range=203.0.113.0/24", "--loadbalancer-ip-range=198.51.100.0/24"
  };
  private static final String OUTSIDE =
      service(
          "",
          "}]\n  externalIPs: [203.0.113.1, 203.0.113.2]",
          "{ip: 198.51.100.1}, {ip: 198.51.100.2}");

  @Test
  void s2ExternalAndLoadBalancerAddresses() {
    assertThat(services(ipvs(OUTSIDE, RANGES)))
        .containsExactlyInAnyOrder(
            "10.96.0.10:80",
            "[fd96::a]:80",
            "203.0.113.1:80",
            "203.0.113.2:80",
            "198.51.100.1:80",
            "198.51.100.2:80");
    assertThat(
            services(
                ipvs(
                    OUTSIDE.replace(
                        "annotations: {", "annotations: {kube-router.io/service.skiplbips: ''"),
                    RANGES)))
        .containsExactlyInAnyOrder(
            "10.96.0.10:80", "[fd96::a]:80", "203.0.113.1:80", "203.0.113.2:80");
  }

  @Test
  void s3IngressHostNamesAndModes() {
    String manifests =
        service(
            "",
            "}]",
            "{hostname: lb.example}, {ip: 198.51.100.1, ipMode: Proxy}, {ip: 198.51.100.2, ipMode: VIP}, {ip: 198.51.100.3}");
    assertThat(services(ipvs(manifests, RANGES)))
        .containsExactlyInAnyOrder(
            "10.96.0.10:80", "[fd96::a]:80", "198.51.100.2:80", "198.51.100.3:80");
  }

  @Test
  void s4InternalPolicyLocal() {
    String manifests = service("", "}]\n  internalTrafficPolicy: Local", "");
    assertThat(ipvs(manifests + REMOTE)).isEmpty();
    assertThat(servers(ipvs(manifests + SLICES), "10.96.0.10:80"))
        .containsExactly("10.244.0.10:8080 1");
    assertThat(servers(ipvs(manifests + SLICES), "[fd96::a]:80"))
        .containsExactly("[fd24::10]:8080 1");
  }

  @Test
  void s4ExternalPolicyLocalIsItsOwn() {
    String manifests =
        service(
            "",
            ", nodePort: 30080}]\n  type: NodePort\n  externalTrafficPolicy: Local\n  externalIPs: [203.0.113.1]",
            "");
    List<String> lines = ipvs(manifests + SLICES, RANGES);
    assertThat(servers(lines, "10.96.0.10:80")).hasSize(2);
    assertThat(servers(lines, "203.0.113.1:80")).containsExactly("10.244.0.10:8080 1");
    assertThat(servers(lines, "10.99.0.11:30080")).containsExactly("10.244.0.10:8080 1");
    assertThat(servers(lines, "[fd99::11]:30080")).containsExactly("[fd24::10]:8080 1");
    assertThat(services(ipvs(manifests + REMOTE, RANGES)))
        .containsExactlyInAnyOrder("10.96.0.10:80", "[fd96::a]:80");
  }

  @Test
  void s5LocalAnnotation() {
    String manifests =
        service(
            "kube-router.io/service.local: 'true'",
            "}]\n  internalTrafficPolicy: Local\n  externalIPs: [203.0.113.1]",
            "");
    List<String> lines = ipvs(manifests + SLICES, RANGES);
    assertThat(servers(lines, "10.96.0.10:80")).hasSize(2);
    assertThat(servers(lines, "203.0.113.1:80")).containsExactly("10.244.0.10:8080 1");
  }

  @Test
  void s6NodePortFamilies() {
    String both = service("", ", nodePort: 30080}]\n  type: NodePort", "");
    assertThat(services(ipvs(both))).contains("10.99.0.11:30080", "[fd99::11]:30080").hasSize(4);
    assertThat(services(ipvs(both.replace(", 'fd96::a'", ""))))
        .containsExactlyInAnyOrder("10.96.0.10:80", "10.99.0.11:30080");
    assertThat(
            services(
                ipvs(
                    both.replace("clusterIP: 10.96.0.10", "clusterIP: 'fd96::a'")
                        .replace("10.96.0.10, ", ""))))
        .containsExactlyInAnyOrder("[fd96::a]:80", "[fd99::11]:30080");
  }

  @Test
  void s8StrictValidation() {
    String manifests =
        service("", "}]\n  externalIPs: [203.0.113.1, 8.8.8.8, 10.96.3.3, nonsense]", "");
    Offline.Said said = Offline.of(manifests).with(RANGES).plan("ipvsadm-save");
    assertThat(services(said.out()))
        .containsExactlyInAnyOrder("10.96.0.10:80", "[fd96::a]:80", "203.0.113.1:80");
    assertThat(said.err()).contains("8.8.8.8", "10.96.3.3", "nonsense");
    assertThat(services(ipvs(manifests))).hasSize(2); // no range is given: none is allowed
    assertThat(services(ipvs(manifests, "--strict-external-ip-validation=false")))
        .contains("203.0.113.1:80", "8.8.8.8:80")
        .hasSize(5);
  }

  @Test
  void s8ClusterRanges() {
    for (String flag :
        List.of(
            "--service-cluster-ip-range=",
            "--service-cluster-ip-range=10.96.0.0/16,fd96::/108,10.97.0.0/16",
            "--service-cluster-ip-range=10.96.0.0/33")) {
      Offline.Said said = new Offline(List.of(flag), PLAIN).plan("ipvsadm-save");
      assertThat(said.code()).as(flag).isEqualTo(ExitCode.ERROR);
      assertThat(said.err()).contains("service-cluster-ip-range");
    }
  }

  @Test
  void s9Schedulers() {
    for (String scheduler : List.of("rr", "lc", "dh", "sh", "mh")) {
      assertThat(ipvs(service("kube-router.io/service.scheduler: " + scheduler, "}]", "")))
          .contains("-A -t 10.96.0.10:80 -s " + scheduler);
    }
    String unknown = service("kube-router.io/service.scheduler: wrr", "}]", "");
    Offline.Said said = Offline.of(unknown).plan("ipvsadm-save");
    assertThat(said.out()).contains("-A -t 10.96.0.10:80 -s rr");
    assertThat(said.err()).contains("wrr");
    String flags =
        service(
            "kube-router.io/service.scheduler: mh, kube-router.io/service.schedflags: 'flag-1, flag-2'",
            "}]",
            "");
    assertThat(ipvs(flags)).contains("-A -t 10.96.0.10:80 -s mh -b mh-fallback,mh-port");
    assertThat(ipvs(flags.replace("scheduler: mh", "scheduler: sh")))
        .contains("-A -t 10.96.0.10:80 -s sh");
  }

  @Test
  void s10Affinity() {
    String manifests = service("", "}]\n  sessionAffinity: ClientIP", "");
    assertThat(ipvs(manifests))
        .contains("-A -t 10.96.0.10:80 -s rr -p 10800", "-A -t [fd96::a]:80 -s rr -p 10800");
    assertThat(
            ipvs(
                manifests.replace(
                    "ClientIP",
                    "ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}")))
        .contains("-A -t 10.96.0.10:80 -s rr -p 60");
  }

  private static String conditions(String first, String second) {
    return SLICES
        .replaceFirst("conditions: \\{ready: true\\}", "conditions: {" + first + "}")
        .replaceFirst(
            "(10.244.1.10\\], nodeName: node2), conditions: \\{[^}]*\\}",
            "$1, conditions: {" + second + "}");
  }

  @Test
  void s11AnEndingPodGetsNewConnectionsOnlyWhereNoOtherIsLeft() {
    String ending = "ready: false, serving: true, terminating: true";
    assertThat(servers(ipvs(PLAIN + conditions(ending, "ready: true")), "10.96.0.10:80"))
        .containsExactlyInAnyOrder("10.244.0.10:8080 0", "10.244.1.10:8080 1");
    assertThat(servers(ipvs(PLAIN + conditions(ending, ending)), "10.96.0.10:80"))
        .containsExactlyInAnyOrder("10.244.0.10:8080 1", "10.244.1.10:8080 1");
    assertThat(
            servers(
                ipvs(
                    PLAIN
                        + conditions(
                            "ready: false, serving: false, terminating: true", "ready: true")),
                "10.96.0.10:80"))
        .containsExactly("10.244.1.10:8080 1");
  }

  @Test
  void s11AnEndingPodStaysTheLocalOneOfItsNode() {
    String local = service("", "}]\n  internalTrafficPolicy: Local", "");
    String ending = "ready: false, serving: true, terminating: true";
    assertThat(servers(ipvs(local + conditions(ending, "ready: true")), "10.96.0.10:80"))
        .containsExactly("10.244.0.10:8080 1");
  }

  @Test
  void s11AbsentConditionsAreReady() { // defect 10
    assertThat(servers(ipvs(PLAIN + conditions("", "ready: false")), "10.96.0.10:80"))
        .containsExactly("10.244.0.10:8080 1");
  }

  @Test
  void s12WhatIsNotOurs() {
    String[] others = {
      PLAIN.replaceAll("clusterIPs?: .*", "clusterIP: None"),
      PLAIN.replaceAll("clusterIPs?: .*", "clusterIP: ''"),
      PLAIN.replace(
          "  clusterIP:", "  type: ExternalName\n  externalName: x.example\n  clusterIP:"),
      PLAIN.replace("annotations:", "labels: {service.kubernetes.io/headless: ''}, annotations:"),
      PLAIN.replace(
          "annotations:",
          "labels: {service.kubernetes.io/service-proxy-name: other}, annotations:"),
    };
    for (String manifests : others) {
      assertThat(ipvs(manifests + SLICES)).as(manifests).isEmpty();
    }
    assertThat(
            ipvs(
                PLAIN.replace(
                    "annotations:",
                    "labels: {service.kubernetes.io/service-proxy-name: kube-router}, annotations:")))
        .hasSize(2);
    assertThat(
            ipvs(
                PLAIN
                    + SLICES.replace(
                        "service-name: web}",
                        "service-name: web, service.kubernetes.io/headless: ''}")))
        .hasSize(2);
  }

  @Test
  void s13PortsJoinByName() {
    String manifests =
        service("", "}, {name: dns, port: 53, protocol: UDP}, {name: none, port: 99}]", "")
            + SLICES.replace("TCP}]", "TCP}, {name: dns, port: 5353, protocol: UDP}]");
    List<String> lines = ipvs(manifests);
    assertThat(lines)
        .contains(
            "-a -u 10.96.0.10:53 -r 10.244.0.10:5353 -m -w 1",
            "-a -u [fd96::a]:53 -r [fd24::10]:5353 -m -w 1");
    assertThat(servers(lines, "10.96.0.10:99")).isEmpty();
    assertThat(services(lines)).contains("10.96.0.10:99");
  }

  @Test
  void s13TheServiceOfASlice() {
    String owned =
        SLICES.replaceAll(
            "labels: \\{kubernetes.io/service-name: web\\}",
            "ownerReferences: [{apiVersion: v1, kind: Service, name: web, uid: u}]");
    assertThat(servers(ipvs(PLAIN + owned), "10.96.0.10:80")).hasSize(2);
    String generated =
        SLICES.replaceAll("labels: \\{kubernetes.io/service-name: web\\}", "generateName: web-");
    assertThat(servers(ipvs(PLAIN + generated), "10.96.0.10:80")).hasSize(2);
    assertThat(ipvs(SLICES)).isEmpty();
  }

  @Test
  void s17Sctp() {
    String manifests = service("", "}, {name: s, port: 132, protocol: SCTP}]", "");
    assertThat(ipvs(manifests)).contains("-A --sctp-service 10.96.0.10:132 -s rr");
    assertThat(Offline.of(manifests).lines("ipset-save"))
        .anyMatch(l -> l.matches("add kube-router-svip-prt 10.96.0.10,sctp:132 .*"));
  }

  @Test
  void d8DifferentNamespacesDoNotCollide() { // defect 9: a/b-c and a-b/c
    String manifests =
        PLAIN.replace("name: web, namespace: shop", "name: b-c, namespace: a")
            + "---\n"
            + PLAIN
                .replace("name: web, namespace: shop", "name: c, namespace: a-b")
                .replace("10.96.0.10", "10.96.0.11")
                .replace("fd96::a", "fd96::b")
            + SLICES.replace("namespace: shop", "namespace: a").replace("name: web}", "name: b-c}");
    List<String> lines = ipvs(manifests);
    assertThat(servers(lines, "10.96.0.10:80")).hasSize(2);
    assertThat(servers(lines, "10.96.0.11:80")).isEmpty();
  }

  @Test
  void d23TheOlderServiceHasAnAddress() { // defect 23
    String first = service("", "}]\n  externalIPs: [203.0.113.1]", "");
    String second =
        first
            .replace("name: web,", "name: web2, creationTimestamp: '2026-01-02T00:00:00Z',")
            .replace("10.96.0.10", "10.96.0.11")
            .replace("fd96::a", "fd96::b");
    String older =
        first.replace("name: web,", "name: web, creationTimestamp: '2026-01-01T00:00:00Z',");
    for (String manifests : List.of(older + "---\n" + second, second + "---\n" + older)) {
      Offline.Said said = Offline.of(manifests + SLICES).with(RANGES).plan("ipvsadm-save");
      assertThat(servers(said.out(), "203.0.113.1:80")).as(said.err()).hasSize(2);
      assertThat(said.err()).contains("shop/web2", "203.0.113.1");
    }
  }

  @Test
  void aFamilyThatIsSwitchedOffIsNotServed() { // defect 17
    assertThat(
            services(
                new Offline(List.of("--service-cluster-ip-range=10.96.0.0/16"), PLAIN + SLICES)
                    .lines("ipvsadm-save")))
        .containsExactly("10.96.0.10:80");
  }

  @Test
  void oneBrokenDocumentTakesNothingElseAlong() {
    String manifests =
        PLAIN
            + SLICES
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: broken, namespace: shop}\nspec: {clusterIP: 10.96.0.99, ports: [{port: 99999}]}\n"
            + "---\n{ not yaml\n---\n"
            + "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nstatus: {podIPs: [{ip: 300.1.1.1}]}\n";
    Offline.Said said = Offline.of(manifests).plan("ipvsadm-save");
    assertThat(said.code()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(servers(said.out(), "10.96.0.10:80")).hasSize(2);
    assertThat(said.err()).contains("broken", "99999", "300.1.1.1");
  }
}
