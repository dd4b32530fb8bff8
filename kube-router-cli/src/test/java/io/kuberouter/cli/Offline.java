package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code plan --offline} on manifests in the test, as a user would run it. */
record Offline(List<String> flags, String manifests) {

  /** Nodes: node1 (10.99.0.11, fd99::11; pods 10.244.0.0/24, fd24::/64), node2 likewise. */
  private static final String NODES =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node1}
      spec: {podCIDRs: [10.244.0.0/24, 'fd24::/64']}
      status: {addresses: [{type: InternalIP, address: 10.99.0.11}, {type: InternalIP, address: 'fd99::11'}]}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: node2}
      spec: {podCIDRs: [10.244.1.0/24, 'fd24:0:0:1::/64']}
      status: {addresses: [{type: InternalIP, address: 10.99.0.12}, {type: InternalIP, address: 'fd99::12'}]}
      ---
      """;

  /** What a command said. */
  record Said(ExitCode code, List<String> out, String err) {}

  /** {@return a cluster of both families with these manifests besides its nodes} */
  static Offline of(String manifests) {
    return new Offline(
        List.of("--enable-ipv6", "--service-cluster-ip-range=10.96.0.0/16,fd96::/108"), manifests);
  }

  /** {@return the same with more flags} */
  Offline with(String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return new Offline(all, manifests);
  }

  /** {@return the lines of one plane} */
  List<String> lines(String output) {
    Said said = plan(output);
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.CHANGES_PENDING);
    return said.out();
  }

  /** {@return what the command says, whatever comes of it} */
  Said plan(String output) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of("plan", "--offline", "--manifests=-", "--hostname-override=node1"));
    all.add("--output=" + output);
    return run(all, NODES + manifests);
  }

  static Said run(List<String> arguments, String input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ExitCode code =
        Main.run(
            arguments,
            Map.of(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Said(
        code,
        out.toString(StandardCharsets.UTF_8).lines().toList(),
        err.toString(StandardCharsets.UTF_8));
  }
}
