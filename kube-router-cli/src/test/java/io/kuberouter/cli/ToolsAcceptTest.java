package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code -o ipset-save}, {@code iptables-save} and {@code ip6tables-save} print is taken by
 * the tools, in a namespace of the running kernel, and printed back to the letter. Rules that look
 * into IPVS are left out: that match wants a kernel with it, and the quickstart has one.
 */
class ToolsAcceptTest {

  private static final Path CASES = Path.of("src/test/resources/observed");

  private static final String SCRIPT =
      """
      set -e
      ipset restore <sets; iptables-restore <four; ip6tables-restore <six
      ipset save | sort >sets.back; iptables-save >four.back; ip6tables-save >six.back
      """;

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> observedCases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    String nodes = Files.readString(CASES.resolve("nodes.yaml"));
    try (Stream<Path> cases = Files.list(CASES)) {
      for (Path path : cases.map(c -> c.resolve("manifests.yaml")).filter(Files::exists).toList()) {
        String text = nodes + "\n---\n" + Files.readString(path);
        tests.add(
            DynamicTest.dynamicTest(
                String.valueOf(path.getParent().getFileName()), () -> accepted(text)));
      }
    }
    String longest =
        """

        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: %2$s, labels: {a: b}}
        spec: {nodeName: node1}
        status: {phase: Running, podIPs: [{ip: 10.244.0.2}, {ip: 'fd24::2'}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          podSelector: {}
          ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80}]}]
        """
            .formatted("p".repeat(253), "n".repeat(63));
    tests.add(DynamicTest.dynamicTest("the longest names", () -> accepted(nodes + longest)));
    assertThat(tests).hasSizeGreaterThan(25);
    return tests;
  }

  private void accepted(String manifests) throws Exception {
    Path here = Files.createTempDirectory(folder, "case");
    List<String> sets = write(here.resolve("sets"), "ipset-save", manifests);
    List<String> four = write(here.resolve("four"), "iptables-save", manifests);
    List<String> six = write(here.resolve("six"), "ip6tables-save", manifests);
    Process process;
    try {
      process =
          new ProcessBuilder("unshare", "-n", "sh", "-c", SCRIPT)
              .directory(here.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      Assumptions.abort("no unshare: " + e.getMessage());
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    Assumptions.assumeFalse(
        said.contains("Operation not permitted"), "may not make a network namespace: not root");
    assertThat(status).as(said).isZero();
    assertThat(rules(Files.readAllLines(here.resolve("four.back")))).isEqualTo(rules(four));
    assertThat(rules(Files.readAllLines(here.resolve("six.back")))).isEqualTo(rules(six));
    assertThat(elements(Files.readAllLines(here.resolve("sets.back")))).isEqualTo(elements(sets));
  }

  private static List<String> write(Path file, String output, String manifests) throws IOException {
    Offline.Said said =
        Offline.run(
            List.of(
                "--enable-ipv6",
                "--service-cluster-ip-range=10.96.0.0/16,fd96::/108",
                "--hairpin-mode",
                "--masquerade-all",
                "plan",
                "--offline",
                "--manifests=-",
                "--hostname-override=node1",
                "--output=" + output),
            manifests);
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.CHANGES_PENDING);
    List<String> lines = said.out().stream().filter(l -> !l.contains("-m ipvs ")).toList();
    Files.write(file, lines);
    return lines;
  }

  private static List<String> rules(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("-A ")).sorted().toList();
  }

  private static List<String> elements(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("add ")).sorted().toList();
  }
}
