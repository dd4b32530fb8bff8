package io.kuberouter.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.session.Secret;
import io.kuberouter.sync.config.RouterOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every flag of the original in every form that it accepts. */
class FlagsTest {

  /** Values other than the default, where any of the type would not do. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("service-cluster-ip-range", "10.97.0.0/16"),
          Map.entry("service-external-ip-range", "203.0.113.0/24"),
          Map.entry("loadbalancer-ip-range", "198.51.100.0/24"),
          Map.entry("excluded-cidrs", "192.0.2.0/24"),
          Map.entry("service-node-port-range", "30000-31000"),
          Map.entry("overlay-type", "full"),
          Map.entry("overlay-encap", "ipip"),
          Map.entry("peer-router-multihop-ttl", "2"),
          Map.entry("peer-router-ips", "192.0.2.1"),
          Map.entry("peer-router-asns", "65000"),
          Map.entry("peer-router-ports", "1179"),
          Map.entry("bfd-detection-multiplier", "5"),
          Map.entry("cluster-asn", "64999"),
          Map.entry("bgp-holdtime", "30s"),
          Map.entry("metrics-path", "/m"),
          Map.entry("v", "3"));

  /** What a flag cannot be without. */
  private static final Map<String, List<String>> COMPANY =
      Map.of(
          "peer-router-ips", List.of("--peer-router-asns=65000"),
          "peer-router-asns", List.of("--peer-router-ips=192.0.2.1"),
          "peer-router-ports", List.of("--peer-router-ips=192.0.2.1", "--peer-router-asns=65000"),
          "enable-ipv4", List.of("--enable-ipv6", "--service-cluster-ip-range=fd96::/108"));

  private static String value(Flags.Flag flag) {
    return VALUES.getOrDefault(
        flag.name(),
        switch (flag.type()) {
          case BOOL -> flag.otherwise().equals("true") ? "false" : "true";
          case DURATION -> "1m1.5s";
          case UINT -> "1234";
          case STRING, LIST -> "x";
        });
  }

  private static Settings parse(Flags.Flag flag, String... words) throws UsageException {
    List<String> all = new ArrayList<>(COMPANY.getOrDefault(flag.name(), List.of()));
    all.addAll(List.of(words));
    return SettingsParser.parse(all);
  }

  @TestFactory
  List<DynamicTest> everyForm() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Flags.Flag flag : Flags.ORIGINAL.values()) {
      if (flag.name().startsWith("peer-router-passwords")) {
        continue; // they need neighbours: below
      }
      tests.add(DynamicTest.dynamicTest(flag.name(), () -> forms(flag)));
    }
    assertThat(tests).hasSize(77);
    return tests;
  }

  private static void forms(Flags.Flag flag) throws UsageException {
    String name = "--" + flag.name();
    String value = value(flag);
    Settings joined = parse(flag, name + "=" + value);
    if (flag.type() == Flags.Type.BOOL) {
      assertThat(parse(flag, name + "=" + (value.equals("true") ? "1" : "F"))).isEqualTo(joined);
      assertThat(parse(flag, name)).isEqualTo(parse(flag, name + "=true"));
    } else {
      assertThat(parse(flag, name, value)).isEqualTo(joined);
    }
    assertThat(joined.notes().stream().anyMatch(n -> n.startsWith(name + " ")))
        .as("said exactly if it is not honoured")
        .isEqualTo(!flag.honoured());
    if (!flag.otherwise().isEmpty()) {
      assertThat(parse(flag, name + "=" + flag.otherwise()).notes()).isEmpty();
    }
  }

  @Test
  void bfdIsOfTheNeighboursOfTheFlags() throws Exception {
    List<String> peer = List.of("--peer-router-ips=10.0.0.1", "--peer-router-asns=65000");
    assertThat(SettingsParser.parse(peer).agent().router().peers().get(0).bfd()).isEmpty();
    List<String> on = new ArrayList<>(peer);
    on.add("--enable-bfd");
    on.add("--bfd-desired-min-tx-interval=300");
    on.add("--bfd-detection-multiplier=5");
    assertThat(SettingsParser.parse(on).agent().router().peers().get(0).bfd())
        .hasValue(new RouterOptions.Bfd(3784, 5, Duration.ofMillis(300), Duration.ofSeconds(1)));
    assertThatThrownBy(() -> SettingsParser.parse(List.of("--bfd-detection-multiplier=256")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("bfd-detection-multiplier");
  }

  @Test
  void timesOfGracefulRestartHaveBoundsOnceItIsOn() throws Exception {
    String on = "--bgp-graceful-restart";
    for (String flag :
        List.of(
            "--bgp-graceful-restart-deferral-time=18h0m1s",
            "--bgp-graceful-restart-deferral-time=0s",
            "--bgp-graceful-restart-deferral-time=-1s",
            "--bgp-graceful-restart-time=4096s",
            "--bgp-graceful-restart-time=0s")) {
      assertThatThrownBy(() -> SettingsParser.parse(List.of(on, flag)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(flag.substring(0, flag.indexOf('=')))
          .hasMessageContaining("expected");
      assertThat(SettingsParser.parse(List.of(flag)).notes()).isEmpty();
    }
    List<String> longest = List.of(on, "--bgp-graceful-restart-deferral-time=18h");
    assertThat(SettingsParser.parse(longest).agent().router().gracefulRestartDeferralTime())
        .isEqualTo(Duration.ofHours(18));
  }

  @Test
  void badValuesNameTheirFlag() {
    for (Flags.Flag flag : Flags.ORIGINAL.values()) {
      if (flag.type() == Flags.Type.STRING || flag.type() == Flags.Type.LIST) {
        continue;
      }
      assertThatThrownBy(() -> SettingsParser.parse(List.of("--" + flag.name() + "=~")))
          .as(flag.name())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(flag.name());
    }
    assertThatThrownBy(() -> SettingsParser.parse(List.of("--no-such-flag")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no-such-flag");
  }

  @Test
  void passwordsAreDecodedMatchedAndNeverPrinted(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("passwords"), "aHVudGVyMg==,\n");
    List<String> peers =
        List.of("--peer-router-ips=10.0.0.1,10.0.0.2", "--peer-router-asns=65000,65001");
    for (String flag :
        List.of("--peer-router-passwords=aHVudGVyMg==,", "--peer-router-passwords-file=" + file)) {
      List<String> all = new ArrayList<>(peers);
      all.add(flag);
      Settings settings = SettingsParser.parse(all);
      assertThat(settings.agent().router().peers())
          .extracting(RouterOptions.Peer::password)
          .containsExactly(Optional.of(Secret.of("hunter2")), Optional.empty());
      assertThat(settings.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVy");
    }
    for (String bad : List.of("aHVudGVyMg==", "hunter2!,", "a,b,c")) {
      List<String> all = new ArrayList<>(peers);
      all.add("--peer-router-passwords=" + bad);
      assertThatThrownBy(() -> SettingsParser.parse(all))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("peer-router-passwords")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void theTableInTheDocumentation() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("../docs/flags.md")).stream()
            .filter(l -> l.startsWith("| `--"))
            .map(l -> l.split(" \\| ")[0].substring(2) + " " + l.split(" \\| ")[2])
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            Flags.ORIGINAL.values().stream()
                .map(f -> "`--" + f.name() + "` " + (f.honoured() ? "yes" : "no"))
                .toList());
    assertThat(documented).hasSize(79);
  }
}
