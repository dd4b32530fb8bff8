package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.text.IpSetSaveParser;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.evaluate.Evaluator;
import io.kuberouter.iptables.evaluate.Packet;
import io.kuberouter.iptables.evaluate.Verdict;
import io.kuberouter.iptables.text.SaveParser;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * NetworkPolicy: what {@code plan --offline} would make of a node, and what its rules then do to
 * packets between pods. The numbers are those of the semantics table (section 6) of the policies'
 * part of the specification; each case is judged in both families.
 */
class PolicySpecTest {

  /**
   * Namespaces x and y with pods a, b, c each, all on node1. Addresses end in 0xHL: namespace 1 or
   * 2, pod 1 to 3; ports as named: web is 80 on a and 81 on b, none on c.
   */
  private static final String PODS = pods();

  private static String pods() {
    StringBuilder text = new StringBuilder();
    for (int n = 1; n <= 2; n++) {
      String namespace = n == 1 ? "x" : "y";
      text.append(
          """
          ---
          apiVersion: v1
          kind: Namespace
          metadata: {name: %1$s, labels: {kubernetes.io/metadata.name: %1$s, team: %1$s}}
          """
              .formatted(namespace));
      for (int p = 1; p <= 3; p++) {
        String ports =
            p == 3 ? "" : "{name: web, containerPort: %d, protocol: TCP}".formatted(79 + p);
        text.append(pod(namespace, String.valueOf((char) ('a' + p - 1)), n * 10 + p, ports, ""));
      }
    }
    return text.toString();
  }

  private static String pod(String namespace, String name, int number, String ports, String spec) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %2$s, namespace: %1$s, labels: {pod: %2$s}}
        spec: {nodeName: node1, containers: [{name: c, ports: [%4$s]}]%5$s}
        status: {phase: Running, hostIP: 10.99.0.11, podIP: 10.244.0.%3$d, podIPs: [{ip: 10.244.0.%3$d}, {ip: 'fd24::%3$d'}]}
        """
        .formatted(namespace, name, number, ports, spec);
  }

  /** The rules of one set of policies, both families. */
  private static final class Node {
    final Map<IpFamily, Evaluator> evaluators = new EnumMap<>(IpFamily.class);
    final String notes;

    Node(String manifests) throws Exception {
      Offline cluster = Offline.of(PODS + manifests);
      Map<String, IpSet> sets =
          IpSetSaveParser.parse(String.join("\n", cluster.lines("ipset-save")));
      Offline.Said said = cluster.plan("iptables-save");
      notes = said.err();
      for (IpFamily family : IpFamily.values()) {
        String save =
            family == IpFamily.IPV4
                ? String.join("\n", said.out())
                : String.join("\n", cluster.lines("ip6tables-save"));
        evaluators.put(family, new Evaluator(SaveParser.parse(family, save), sets));
      }
    }

    Verdict judge(IpFamily family, String from, String to, String protocol, int port, String state)
        throws Exception {
      return judge(family, packet(family, from, to, protocol, port).withConntrackState(state));
    }

    Verdict judge(IpFamily family, Packet packet) {
      return evaluators.get(family).judge("filter", "FORWARD", packet);
    }

    static Packet packet(IpFamily family, String from, String to, String protocol, int port)
        throws Exception {
      return Packet.first(address(family, from), address(family, to), protocol, port)
          .withBridged(!from.startsWith("outside") && !to.startsWith("outside"));
    }

    private static InetAddress address(IpFamily family, String who) throws Exception {
      boolean six = family == IpFamily.IPV6;
      String text = who;
      if (who.matches("[xy]/[a-c]")) {
        int number = (who.charAt(0) - 'x' + 1) * 10 + who.charAt(2) - 'a' + 1;
        text = (six ? "fd24::" : "10.244.0.") + number;
      } else if (who.equals("xy/z")) {
        text = six ? "fd24::77" : "10.244.0.77";
      } else if (who.equals("host")) {
        text = six ? "fd24::99" : "10.244.0.99";
      } else if (who.equals("outside")) {
        text = six ? "2001:db8::9" : "192.0.2.9";
      } else if (who.equals("outside2")) {
        text = six ? "2001:db8::77:9" : "192.0.2.77";
      }
      return InetAddress.getByName(text);
    }
  }

  private static String policy(String name, String namespace, String spec) {
    return """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        """
        .formatted(name, namespace, spec);
  }

  private static String inX(String spec) {
    return policy("p", "x", spec);
  }

  private static final String A = "podSelector: {matchLabels: {pod: a}}";

  private final List<DynamicTest> tests = new ArrayList<>();

  /**
   * Adds a case.
   *
   * @param expectations one a line: {@code + x/b x/a tcp 80} for allowed, {@code -} for refused,
   *     {@code 4} for allowed in IPv4 and refused in IPv6
   */
  private void expect(String title, String manifests, String... expectations) {
    for (IpFamily family : IpFamily.values()) {
      tests.add(
          DynamicTest.dynamicTest(
              title + ", " + family,
              () -> {
                Node node = new Node(manifests);
                for (String expectation : expectations) {
                  String[] word = expectation.split(" ");
                  Verdict verdict =
                      node.judge(
                          family,
                          word[1],
                          word[2],
                          word[3],
                          Integer.parseInt(word[4]),
                          word.length > 5 ? word[5] : "NEW");
                  assertThat(verdict.outcome())
                      .as(
                          "%s, by %s%n%s%n%s",
                          expectation, verdict.trace(), verdict.reason(), node.notes)
                      .isEqualTo(
                          word[0].equals("+") || word[0].equals("4") && family == IpFamily.IPV4
                              ? Verdict.Outcome.ACCEPT
                              : Verdict.Outcome.REJECT);
                }
              }));
    }
  }

  /** Both bits are ours by agreement alone: a packet may come with them. */
  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aMarkOfSomebodyElseAllowsNothing(IpFamily family) throws Exception {
    Node node = new Node(inX(A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]"));
    for (long mark : new long[] {0, 0x1, 0x10000, 0x20000, 0x30000, 0xffffffffL}) {
      Packet refused = Node.packet(family, "x/c", "x/a", "tcp", 80).withMark(mark);
      assertThat(node.judge(family, refused).outcome())
          .as("mark %x of a packet that is not allowed", mark)
          .isEqualTo(Verdict.Outcome.REJECT);
      Packet allowed = Node.packet(family, "x/b", "x/a", "tcp", 80).withMark(mark);
      assertThat(node.judge(family, allowed).outcome())
          .as("mark %x of a packet that is allowed", mark)
          .isEqualTo(Verdict.Outcome.ACCEPT);
      assertThat(node.judge(family, allowed).mark() & ~0x30000L)
          .as("the other bits are not ours")
          .isEqualTo(mark & ~0x30000L);
    }
  }

  /** As with the original: see docs/deviations.md on mark 0x20000. */
  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void theOtherMarkOfSomebodyElseLetsTrafficThatIsNoPodsPastTheNodesOwnRules(IpFamily family)
      throws Exception {
    Node node = new Node(inX(A + ", ingress: []"));
    Packet foreign = Node.packet(family, "outside", "outside2", "tcp", 80);
    assertThat(deciding(node, family, foreign)).isEqualTo("KUBE-ROUTER-FORWARD");
    assertThat(deciding(node, family, foreign.withMark(0x10000))).isEqualTo("KUBE-ROUTER-FORWARD");
    assertThat(deciding(node, family, foreign.withMark(0x20000))).isEqualTo("KUBE-NWPLCY-TAIL");
  }

  /** Where the last rule stands that a packet fits: a jump out of ours, or the accept. */
  private static String deciding(Node node, IpFamily family, Packet packet) {
    List<Verdict.Step> trace = node.judge(family, packet).trace();
    return trace.get(trace.size() - 1).chain();
  }

  @TestFactory
  List<DynamicTest> semantics() {
    expect("1 no policy", "", "+ x/a x/b tcp 80", "+ outside x/a udp 53", "+ x/a outside tcp 443");
    expect(
        "2 deny all ingress",
        inX("podSelector: {}, policyTypes: [Ingress]"),
        "- y/a x/a tcp 80",
        "- x/a x/b tcp 80",
        "- outside x/c tcp 80",
        "+ x/a y/b tcp 80",
        "+ x/a outside tcp 80",
        "+ y/a y/b tcp 80");
    expect(
        "3 allow all ingress",
        inX(A + ", ingress: [{}]"),
        "+ x/b x/a tcp 80",
        "+ outside x/a sctp 9");
    expect(
        "4 union with a deny",
        inX("podSelector: {}, ingress: []")
            + policy("q", "x", A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ x/b x/a tcp 80",
        "- x/c x/a tcp 80",
        "- x/b x/c tcp 80");
    for (String from : List.of("", "from: [], ")) {
      expect(
          "5 " + (from.isEmpty() ? "no from" : "empty from"),
          inX(A + ", ingress: [{" + from + "ports: [{port: 80}]}]"),
          "+ outside x/a tcp 80",
          "+ y/b x/a tcp 80",
          "- outside x/a tcp 81",
          "- outside x/a udp 80");
    }
    for (String ports : List.of("", ", ports: []")) {
      expect(
          "6 " + (ports.isEmpty() ? "no ports" : "empty ports"),
          inX(A + ", ingress: [{from: [{podSelector: {}}]" + ports + "}]"),
          "+ x/b x/a tcp 1",
          "+ x/b x/a sctp 9",
          "+ x/b x/a udp 9",
          "- y/b x/a tcp 1");
    }
    expect(
        "7 an empty port",
        inX(A + ", ingress: [{ports: [{}]}]"),
        "+ outside x/a tcp 1234",
        "- outside x/a udp 1234");
    expect(
        "8 protocol alone",
        inX(A + ", ingress: [{ports: [{protocol: UDP}]}]"),
        "+ outside x/a udp 1234",
        "- outside x/a tcp 1234");
    expect(
        "9 port without protocol",
        inX(A + ", ingress: [{ports: [{port: 53}]}]"),
        "+ outside x/a tcp 53",
        "- outside x/a udp 53");
    expect(
        "10 pods of the own namespace",
        inX(A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ x/b x/a tcp 80",
        "- y/b x/a tcp 80",
        "- outside x/a tcp 80");
    expect(
        "11 all namespaces",
        inX(A + ", ingress: [{from: [{namespaceSelector: {}}]}]"),
        "+ y/c x/a tcp 80",
        "+ x/c x/a tcp 80",
        "- outside x/a tcp 80");
    expect(
        "12 and",
        inX(
            A
                + ", ingress: [{from: [{namespaceSelector: {matchLabels: {team: y}}, podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ y/b x/a tcp 80",
        "- y/a x/a tcp 80",
        "- x/b x/a tcp 80");
    expect(
        "12 or",
        inX(
            A
                + ", ingress: [{from: [{namespaceSelector: {matchLabels: {team: y}}}, {podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ y/b x/a tcp 80",
        "+ y/a x/a tcp 80",
        "+ x/b x/a tcp 80",
        "- x/c x/a tcp 80");
    expect(
        "13 all pods of the namespace",
        inX(A + ", ingress: [{from: [{podSelector: {}}]}]"),
        "+ x/c x/a tcp 80",
        "- y/c x/a tcp 80");
    expect(
        "14 a namespace by its name",
        inX(
            A
                + ", ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: y}}}]}]"),
        "+ y/c x/a tcp 80",
        "- x/c x/a tcp 80");
    expect(
        "15 not in, with the key missing",
        inX(
            A
                + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: none, operator: NotIn, values: [v]}]}}]}]"),
        "+ x/c x/a tcp 80");
    expect(
        "15 in, exists, does not exist",
        inX(
            A
                + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: pod, operator: In, values: [b, c]}, {key: pod, operator: Exists}, {key: none, operator: DoesNotExist}]}}]}]"),
        "+ x/b x/a tcp 80",
        "+ x/c x/a tcp 80");
    expect(
        "15 exists, with the key missing",
        inX(
            A
                + ", ingress: [{from: [{podSelector: {matchExpressions: [{key: none, operator: Exists}]}}]}]"),
        "- x/b x/a tcp 80");
    expect(
        "16 labels and expressions",
        inX(
            A
                + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}, matchExpressions: [{key: pod, operator: NotIn, values: [b]}]}}]}]"),
        "- x/b x/a tcp 80",
        "- x/c x/a tcp 80");
    expect(
        "17 types by default, with egress",
        inX(A + ", egress: [{to: [{podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ x/a x/b tcp 80",
        "- x/a x/c tcp 80",
        "- x/b x/a tcp 80");
    expect("18 types by default, without egress", inX(A), "- x/b x/a tcp 80", "+ x/a x/b tcp 80");
    expect(
        "19 egress alone",
        inX(A + ", policyTypes: [Egress], ingress: [{from: [{podSelector: {}}]}]"),
        "+ outside x/a tcp 80",
        "- x/a x/b tcp 80");
    expect(
        "20 directions do not leak",
        inX("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: []"),
        "- x/a x/b tcp 80",
        "+ y/a x/b tcp 80");
    expect(
        "20 the other way",
        inX("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [], egress: [{}]"),
        "- x/a x/b tcp 80",
        "+ x/a y/b tcp 80");
    expect(
        "21 both ends must allow",
        inX(A + ", policyTypes: [Egress], egress: [{}]")
            + policy("q", "x", "podSelector: {matchLabels: {pod: b}}, policyTypes: [Ingress]"),
        "- x/a x/b tcp 80",
        "+ x/a x/c tcp 80");
    expect(
        "22 a pod's address in a block",
        inX(
            A
                + ", ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/24}}, {ipBlock: {cidr: 'fd24::/64'}}]}]"),
        "+ x/b x/a tcp 80",
        "- outside x/a tcp 80");
    expect(
        "23 an exception allowed by another peer",
        inX(
            A
                + ", ingress: [{from: ["
                + "{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.64/26]}}, {ipBlock: {cidr: 192.0.2.77/32}},"
                + "{ipBlock: {cidr: '2001:db8::/32', except: ['2001:db8::77:0/112']}}, {ipBlock: {cidr: '2001:db8::77:9/128'}}]}]"),
        "+ outside x/a tcp 80",
        "+ outside2 x/a tcp 80");
    expect(
        "23 an exception",
        inX(
            A
                + ", ingress: [{from: ["
                + "{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.64/26]}},"
                + "{ipBlock: {cidr: '2001:db8::/32', except: ['2001:db8::77:0/112']}}]}]"),
        "+ outside x/a tcp 80",
        "- outside2 x/a tcp 80");
    expect(
        "25 everything",
        inX(A + ", ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: '::/0'}}]}]"),
        "+ outside x/a tcp 80",
        "+ x/b x/a tcp 80");
    expect(
        "26 blocks that overlap",
        inX(
            A
                + ", ingress: [{from: ["
                + "{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.64/26]}}, {ipBlock: {cidr: 192.0.0.0/16}},"
                + "{ipBlock: {cidr: '2001:db8::/32', except: ['2001:db8::77:0/112']}}, {ipBlock: {cidr: '2001:db0::/28'}}]}]"),
        "+ outside x/a tcp 80",
        "+ outside2 x/a tcp 80");
    expect(
        "27 a range of ports",
        inX(A + ", ingress: [{ports: [{port: 80, endPort: 82}, {port: 90, endPort: 90}]}]"),
        "- outside x/a tcp 79",
        "+ outside x/a tcp 80",
        "+ outside x/a tcp 82",
        "- outside x/a tcp 83",
        "+ outside x/a tcp 90",
        "- outside x/a tcp 91");
    expect(
        "28 a named port is each pod's own",
        inX("podSelector: {}, ingress: [{ports: [{port: web}]}]"),
        "+ outside x/a tcp 80",
        "- outside x/a tcp 81",
        "+ outside x/b tcp 81",
        "- outside x/b tcp 80",
        "- outside x/c tcp 80");
    expect(
        "28 in egress too",
        inX(
            A
                + ", policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: web}]}]"),
        "+ x/a y/a tcp 80",
        "- x/a y/a tcp 81",
        "+ x/a y/b tcp 81",
        "- x/a y/b tcp 80",
        "- x/a y/c tcp 80");
    expect(
        "28 in egress to anywhere", // 5.2.3: pods of all namespaces, and their address with it
        inX(A + ", policyTypes: [Egress], egress: [{ports: [{port: web}]}]"),
        "+ x/a y/a tcp 80",
        "+ x/a x/b tcp 81",
        "- x/a outside tcp 80",
        "- x/a y/b tcp 80");
    expect(
        "29 a named port of another protocol",
        inX(A + ", ingress: [{ports: [{port: web, protocol: UDP}]}]"),
        "- outside x/a udp 80",
        "- outside x/a tcp 80");
    expect(
        "30 a name that nobody has",
        inX(A + ", ingress: [{from: [{podSelector: {}}], ports: [{port: nobody}]}]"),
        "- x/b x/a tcp 80",
        "- x/b x/a udp 1");
    expect(
        "32 replies",
        inX("podSelector: {}, policyTypes: [Ingress, Egress]"),
        "+ outside x/a tcp 80 ESTABLISHED",
        "+ x/a x/b tcp 80 ESTABLISHED");
    expect(
        "34 a finished pod",
        inX(A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: done}}}]}]")
            + pod("x", "done", 23, "", "").replace("phase: Running", "phase: Succeeded"),
        "- y/c x/a tcp 80"); // 10.244.0.23 is y/c's now
    expect(
        "37 a pod of the host's network",
        inX("podSelector: {}, policyTypes: [Ingress]")
            + pod("x", "h", 99, "", ", hostNetwork: true"),
        "+ outside host tcp 80",
        "- outside x/a tcp 80");
    expect(
        "42 a block of one family",
        inX(A + ", ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]"),
        "4 outside x/a tcp 80");
    expect(
        "44 SCTP alone",
        inX(A + ", ingress: [{ports: [{protocol: SCTP, port: 9}]}]"),
        "+ outside x/a sctp 9",
        "- outside x/a tcp 9",
        "- outside x/a udp 9");
    expect(
        "46 two policies",
        inX(A + ", ingress: [{ports: [{port: 80}]}]")
            + policy("q", "x", A + ", ingress: [{ports: [{port: 81}]}]"),
        "+ outside x/a tcp 80",
        "+ outside x/a tcp 81",
        "- outside x/a tcp 82");
    expect(
        "47 no pod selector",
        inX("policyTypes: [Ingress]"),
        "- y/a x/a tcp 80",
        "- y/a x/c tcp 80");
    expect(
        "48 a peer that nobody is",
        inX(
            A
                + ", ingress: [{from: [{podSelector: {matchLabels: {pod: none}}}, {podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ x/b x/a tcp 80",
        "- x/c x/a tcp 80");
    expect(
        "49 peers that nobody is",
        inX(A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: none}}}]}]"),
        "- x/b x/a tcp 80",
        "- outside x/a tcp 80");
    expect(
        "50 deny all egress",
        inX(A + ", policyTypes: [Egress]"),
        "- x/a x/b udp 53",
        "- x/a outside tcp 443",
        "+ x/b x/a tcp 80");
    expect(
        "51 names of the greatest length",
        policy(
            "p" + "o".repeat(252),
            "x",
            A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]"),
        "+ x/b x/a tcp 80",
        "- x/c x/a tcp 80");
    expect(
        "52 egress to the outside",
        inX(
            A
                + ", policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}, {ipBlock: {cidr: '2001:db8::/32'}}], ports: [{port: 443}]}]"),
        "+ x/a outside tcp 443",
        "- x/a outside tcp 80",
        "- x/a x/b tcp 443");
    expect(
        "names without separators do not collide", // 5.2.9
        policy("bc", "x", A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]")
            + policy("c", "xb", "podSelector: {}, ingress: [{}]"),
        "+ x/b x/a tcp 80",
        "- x/c x/a tcp 80");
    expect(
        "policies whose names run together do not share their sets", // 5.2.9: x and yp, xy and p
        policy("yp", "x", A + ", ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}]}]")
            + policy("p", "xy", "podSelector: {}, ingress: [{from: [{podSelector: {}}]}]")
            + pod("xy", "z", 77, "", ""),
        "+ x/b x/a tcp 80",
        "- x/c x/a tcp 80",
        "- xy/z x/a tcp 80");
    for (String broken :
        List.of(
            A + ", ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24, except: [10.9.0.0/24]}}]}]",
            A + ", ingress: [{ports: [{port: 80, endPort: 70}]}]",
            A + ", ingress: [{ports: [{port: 99999}]}]",
            A + ", ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/99}}]}]")) {
      expect(
          "24, 27 broken, and another policy goes on: " + broken.substring(A.length()),
          policy("broken", "x", broken)
              + policy("q", "x", "podSelector: {matchLabels: {pod: b}}, policyTypes: [Ingress]"),
          "- x/a x/b tcp 80",
          "+ x/a x/c tcp 80");
    }
    return tests;
  }
}
