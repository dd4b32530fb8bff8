package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Devices, addresses, routes, rules, settings and the CNI file of an observed node, as far as the
 * original made them: what was there before is told by {@code eth0}, {@code lo} and the kernel.
 */
final class ObservedNetwork {

  private final Path folder;
  private final Path node;
  private final Map<String, List<String>> expected;

  ObservedNetwork(Path folder, Path node, Map<String, List<String>> expected) {
    this.folder = folder;
    this.node = node;
    this.expected = expected;
  }

  void compare(List<String> plan, List<String> routes) throws IOException {
    assertThat(expectedDevices()).hasSameSizeAs(plane("link"));
    assertThat(expectedAddresses())
        .hasSize((int) plane("addr").stream().filter(l -> l.startsWith("kube-dummy-if ")).count());
    assertThat(devices(plan)).as("devices").isEqualTo(expectedDevices());
    assertThat(addresses(plan)).as("addresses").isEqualTo(expectedAddresses());
    assertThat(new TreeSet<>(routes)).as("routes").isEqualTo(expectedRoutes());
    assertThat(rules(plan)).as("rules").isEqualTo(expectedRules());
    settings(plan);
    cni(plan);
  }

  private List<String> plane(String name) {
    return expected.getOrDefault(name, List.of());
  }

  /** {@return the replacement for each line that matches the whole pattern} */
  private static TreeSet<String> pick(Collection<String> lines, String regex, String replacement) {
    Pattern pattern = Pattern.compile(regex);
    TreeSet<String> all = new TreeSet<>();
    for (String line : lines) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        all.add(matcher.replaceAll(replacement));
      }
    }
    return all;
  }

  // ---- devices

  private static TreeSet<String> devices(List<String> plan) {
    TreeSet<String> all =
        pick(plan, "ip link add name (\\S+)(?: mtu \\d+)? type (dummy|bridge) .*", "$1 $2");
    all.addAll(
        pick(
            plan,
            "ip (?:-6 )?link add name (tun-\\S+)(?: mtu \\d+)? type (\\w+) (?:mode \\w+ )?"
                + "(?:local (\\S+) remote (\\S+)|remote (\\S+) local (\\S+)) .*",
            "$1 $2 $3$6 $4$5"));
    return all;
  }

  private TreeSet<String> expectedDevices() {
    TreeSet<String> all = pick(plane("link"), "(\\S+) kind (dummy|bridge) .*", "$1 $2");
    all.addAll(
        pick(
            plane("link"),
            "(tun-\\S+) kind (\\w+) .*local=\"(\\S+)\" remote=\"(\\S+)\".*",
            "$1 $2 $3 $4"));
    return all;
  }

  // ---- addresses

  private static TreeSet<String> addresses(List<String> plan) {
    TreeSet<String> all =
        pick(
            plan,
            "ip address add (\\S+) dev kube-dummy-if scope (\\S+) .*",
            "kube-dummy-if $1 scope $2");
    all.addAll(
        pick(
            plan, "ip address add (\\S+) dev kube-dummy-if  #.*", "kube-dummy-if $1 scope global"));
    return all;
  }

  private TreeSet<String> expectedAddresses() {
    return pick(plane("addr"), "(kube-dummy-if \\S+ scope \\S+).*", "$1");
  }

  // ---- routes: D7 leaves table 78 out

  private TreeSet<String> expectedRoutes() throws IOException {
    TreeSet<String> all = new TreeSet<>();
    for (String line : plane("route")) {
      Matcher parts = Pattern.compile("v[46] table (\\S+) (\\S+) (.*)").matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      String text = parts.group(3);
      boolean ours =
          text.contains(" dev kube-dummy-if ")
              || text.contains(" proto 17 ")
              || parts.group(1).equals("77");
      if (ours) {
        String type = parts.group(2).equals("unicast") ? "" : parts.group(2) + " ";
        all.add(
            (type + text + " table " + parts.group(1))
                .replaceFirst("( via \\S+) dev eth0", "$1")
                .replace(" scope global", ""));
      }
    }
    String cluster = Files.readString(folder.resolve("case.yaml"));
    for (int absent : IntStream.rangeClosed(1, 3).toArray()) {
      if (!runs(cluster, absent) && plane("link").toString().contains("kube-bridge")) {
        all.addAll(presumed(absent)); // a plan without kernel presumes that every node announces
      }
    }
    return all;
  }

  private static boolean runs(String cluster, int number) {
    return !cluster.contains("'on':") || cluster.contains("\n- " + number);
  }

  private List<String> presumed(int number) {
    if (node.endsWith("node" + number)) {
      return List.of();
    }
    String pods = number == 1 ? "fd24::" : "fd24:0:0:" + (number - 1) + "::";
    return List.of(
        "10.244." + (number - 1) + ".0/24 via 10.99.0.1" + number + " proto 17 table main",
        pods + "/64 via fd99::1" + number + " proto 17 metric 1024 table main");
  }

  // ---- rules: D7 leaves table 79 out

  private static TreeSet<String> rules(List<String> plan) {
    TreeSet<String> all = pick(plan, "ip rule add (from \\S+ lookup 77) .*", "v4 $1");
    all.addAll(pick(plan, "ip -6 rule add (from \\S+ lookup 77) .*", "v6 $1"));
    return all;
  }

  private TreeSet<String> expectedRules() {
    return pick(plane("rule"), "(v[46]) \\d+: (from \\S+ lookup 77)", "$1 $2");
  }

  // ---- settings

  private void settings(List<String> plan) {
    TreeSet<String> observed = pick(plane("sysctl"), "(\\S+) = (.*)", "$1=$2");
    TreeSet<String> keys = pick(plane("sysctl"), "(\\S+) = .*", "$1=");
    assertThat(keys).isNotEmpty();
    for (String setting : pick(plan, "sysctl -w (\\S+) .*", "$1")) {
      if (keys.contains(setting.substring(0, setting.indexOf('=') + 1))) {
        assertThat(observed).contains(setting);
      }
    }
  }

  // ---- the CNI file

  private void cni(List<String> plan) {
    TreeSet<String> ranges =
        pick(plan, "edit /etc/cni/net.d/\\S+: pod ranges \\[(.*)], mtu (\\d+) .*", "$1, mtu $2");
    if (!ranges.isEmpty()) {
      TreeSet<String> subnets = pick(plane("cni"), " *\"subnet\": \"(.*)\"", "$1");
      TreeSet<String> mtu = pick(plane("cni"), " *\"mtu\": (\\d+),?", "$1");
      assertThat(ranges).containsExactly(String.join(", ", subnets) + ", mtu " + mtu.first());
    }
  }
}
