package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code plan --offline} against the kernel state that the original was seen to make of the same
 * manifests. Where we differ on purpose, {@code docs/deviations.md} gives the reason and the
 * normalisation below its number (D1 …).
 */
class ObservedCasesTest {

  private static final Path CASES = Path.of("src/test/resources/observed");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> nodes = Files.list(folder.resolve("expected"))) {
          for (Path node : nodes.filter(n -> n.toString().contains("node")).sorted().toList()) {
            tests.add(
                DynamicTest.dynamicTest(
                    folder.getFileName() + " " + node.getFileName(), () -> compare(folder, node)));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(60);
    return tests.stream();
  }

  private static void compare(Path folder, Path node) throws IOException {
    Map<String, List<String>> expected = planes(node);
    String manifests = Files.readString(CASES.resolve("nodes.yaml"));
    if (Files.exists(folder.resolve("manifests.yaml"))) {
      manifests += "\n---\n" + Files.readString(folder.resolve("manifests.yaml"));
    }
    List<String> flags = flags(folder, String.valueOf(node.getFileName()));
    assertThat(ipvs(run(flags, "ipvsadm-save", manifests))).isEqualTo(ipvs(expected.get("ipvs")));
    assertThat(sets(run(flags, "ipset-save", manifests))).isEqualTo(sets(expected.get("ipset")));
    assertThat(rules(run(flags, "iptables-save", manifests)))
        .isEqualTo(rules(expected.get("iptables")));
    assertThat(rules(run(flags, "ip6tables-save", manifests)))
        .isEqualTo(rules(expected.get("ip6tables")));
    new ObservedNetwork(folder, node, expected)
        .compare(Offline.run(flags, manifests).out(), run(flags, "routes", manifests));
    Path bgp = folder.resolve("expected/bgp");
    if (Files.exists(bgp)) {
      assertThat(announced(run(flags, "bgp", manifests)))
          .isEqualTo(announced(Files.readAllLines(bgp), String.valueOf(node.getFileName())));
    }
  }

  /** What the peer has from one node: prefix and next hop. */
  private static TreeSet<String> announced(List<String> lines, String node) {
    TreeSet<String> all = new TreeSet<>();
    for (String line : lines) {
      Matcher route =
          Pattern.compile("route n(\\d) (\\S+) .*as_path=64512 next_hop=(\\S+) .*").matcher(line);
      if (route.matches() && node.equals("node" + route.group(1))) {
        all.add(route.group(2) + " next-hop " + route.group(3));
      }
    }
    assertThat(all).isNotEmpty();
    return all;
  }

  private static TreeSet<String> announced(List<String> desired) {
    TreeSet<String> all = new TreeSet<>();
    desired.stream()
        .filter(line -> line.startsWith("network "))
        .forEach(line -> all.add(line.replaceFirst("network (\\S+ next-hop \\S+) .*", "$1")));
    return all;
  }

  private static List<String> flags(Path folder, String node) throws IOException {
    Map<String, String> flags = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(CASES.resolve("base-flags")));
    if (Files.exists(folder.resolve("flags"))) {
      lines.addAll(Files.readAllLines(folder.resolve("flags")));
    }
    for (String line : lines) {
      if (!line.isBlank()) {
        flags.put(line.substring(0, line.indexOf('=')), line);
      }
    }
    List<String> all = new ArrayList<>(flags.values());
    all.addAll(List.of("plan", "--offline", "--manifests", "-", "--hostname-override=" + node));
    return all;
  }

  private static List<String> run(List<String> flags, String output, String manifests) {
    List<String> all = new ArrayList<>(flags);
    all.add("--output=" + output);
    Offline.Said said = Offline.run(all, manifests);
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.CHANGES_PENDING);
    return said.out();
  }

  private static Map<String, List<String>> planes(Path file) throws IOException {
    Map<String, List<String>> planes = new LinkedHashMap<>();
    String plane = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("### ")) {
        plane = line.substring(4);
      } else {
        planes.computeIfAbsent(plane, p -> new ArrayList<>()).add(line);
      }
    }
    for (String name : List.of("ipvs", "ipset", "iptables", "ip6tables")) {
      planes.computeIfAbsent(name, p -> new ArrayList<>());
    }
    return planes;
  }

  /** D1: IPv4 affinity by the whole client address. */
  private static TreeSet<String> ipvs(List<String> lines) {
    TreeSet<String> all = new TreeSet<>();
    lines.forEach(line -> all.add(line.replace(" -M 32.0.0.0", "")));
    return all;
  }

  /**
   * D2: link-local addresses are no local service addresses. D3: node ports of the second family
   * are in the service sets. D4: a peer set stands while it is empty.
   */
  private static TreeSet<String> sets(List<String> lines) {
    TreeSet<String> all = new TreeSet<>();
    TreeSet<String> filled = new TreeSet<>();
    lines.stream()
        .filter(l -> l.startsWith("add KUBE-") || l.startsWith("add inet6:KUBE-"))
        .forEach(l -> filled.add(l.split(" ")[1]));
    for (String line : lines) {
      boolean linkLocal = line.contains(" fe80::");
      boolean secondNodePort =
          line.matches("add inet6:kube-router-svip(-prt)? fd99::1\\d(,.*)? timeout 0");
      boolean emptyPeers =
          line.matches("create (inet6:)?KUBE-.*") && !filled.contains(line.split(" ")[1]);
      if (!linkLocal && !secondNodePort && !emptyPeers) {
        all.add(line);
      }
    }
    return all;
  }

  private static final Pattern POD = Pattern.compile("KUBE-POD-FW-(\\{[^}]*}|[A-Z2-7]{16})");
  private static final Pattern POLICY = Pattern.compile("KUBE-NWPLCY-(\\{[^}]*}|[A-Z2-7]{16})");

  /**
   * Rules by table and chain, sorted where the original leaves the order to chance. D4: rules of
   * empty peer sets. D5: a chain for each direction of a policy, jumped to with an address. D6: a
   * pod reaches its own node. Chain names that are hashes become {@code {pod}} and {@code
   * {policy}}; the comments in the rules tell them apart.
   */
  private static Map<String, TreeSet<String>> rules(List<String> lines) {
    Map<String, TreeSet<String>> all = new TreeMap<>();
    String table = "";
    for (String line : lines) {
      if (line.startsWith("*")) {
        table = line;
      }
      if (!line.startsWith("-A ") || line.contains("--comment \"to local node\"")) {
        continue;
      }
      Matcher policy = POLICY.matcher(POD.matcher(line).replaceAll("KUBE-POD-FW-{pod}"));
      String text = policy.replaceAll("KUBE-NWPLCY-{policy}");
      if (text.contains("{policy}") && text.contains(" policy\" -j ")) {
        text = text.replaceAll("-A (\\S+) -[sd] \\S+ ", "-A $1 ");
      }
      all.computeIfAbsent(table + " " + text.split(" ")[1], t -> new TreeSet<>()).add(text);
    }
    return all;
  }
}
