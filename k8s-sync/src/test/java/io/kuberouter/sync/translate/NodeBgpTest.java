package io.kuberouter.sync.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.session.Secret;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.config.RouterOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags and annotations of a node as a BGP speaker. */
class NodeBgpTest {

  private final List<Note> notes = new ArrayList<>();

  private static NodeView node(Map<String, String> annotations) {
    return new NodeView(
        new ObjectKey(ObjectKey.Kind.NODE, "", "n1"),
        annotations,
        List.of(IpText.parse("10.0.0.1")),
        List.of(),
        List.of("10.244.1.0/24"));
  }

  private NodeBgp read(String... annotations) {
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < annotations.length; i += 2) {
      all.put("kube-router.io/" + annotations[i], annotations[i + 1]);
    }
    return NodeBgp.of(RouterOptions.DEFAULTS, node(all), notes);
  }

  @ParameterizedTest
  @CsvSource({"2001:db8::1, 110.91.4.244", "10.0.0.1, 0.15.248.254"})
  void theGeneratedIdentifierIsTheOriginals(String address, String identifier) {
    assertThat(NodeBgp.generate(IpText.parse(address))).hasToString(identifier);
  }

  @Test
  void withoutAnnotationsTheClusterIsTheSpeaker() {
    NodeBgp node = read();
    assertThat(node.asn()).isEqualTo(64512);
    assertThat(node.identifier()).hasToString("10.0.0.1");
    assertThat(node.reflector()).isFalse();
    assertThat(node.cluster()).isEmpty();
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"42, 0.0.0.42", "0x2a, 0.0.0.42", "10.9.8.7, 10.9.8.7"})
  void aClusterIdIsANumberOrAnAddress(String text, String id) {
    NodeBgp server = read("rr.server", text, "rr.client", "1");
    assertThat(server.cluster()).hasValue(BgpIdentifier.parse(id));
    assertThat(server.reflector()).isTrue();
    assertThat(read("rr.client", text).reflector()).isFalse();
    assertThatThrownBy(() -> read("rr.server", "garbage")).hasMessageContaining("garbage");
  }

  @Test
  void whatIsAddedToRoutes() {
    NodeBgp node =
        read(
            "path-prepend.as", "64513",
            "path-prepend.repeat-n", "3",
            "node.bgp.communities", "64512:1, no-export,nonsense,7",
            "node.bgp.customimportreject", "10.0.0.0/16, fd00::/8");
    assertThat(node.prepend()).hasValue(new PolicyAction.Prepend(64513, 3));
    assertThat(node.communities())
        .containsExactly(Community.of(64512, 1), Community.parse("no-export"), new Community(7));
    assertThat(node.rejected())
        .containsExactly(Prefix.parse("10.0.0.0/16"), Prefix.parse("fd00::/8"));
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0).text()).contains("nonsense");
    assertThat(read("node.bgp.customimportreject", "10.0.0.0/16,x").rejected()).isEmpty();
    assertThatThrownBy(() -> read("path-prepend.as", "1")).hasMessageContaining("belong together");
    assertThatThrownBy(() -> read("path-prepend.as", "1", "path-prepend.repeat-n", "256"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whereToListen() {
    assertThat(read().listen()).isEmpty();
    assertThat(read("bgp-local-addresses", "10.0.0.1, fd00::1").listen())
        .containsExactly(IpText.parse("10.0.0.1"), IpText.parse("fd00::1"));
    assertThatThrownBy(() -> read("bgp-local-addresses", "eth0")).hasMessageContaining("eth0");
  }

  private final List<String> said = new ArrayList<>();

  private List<RouterOptions.Peer> peers(String... annotations) {
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < annotations.length; i += 2) {
      all.put("kube-router.io/" + annotations[i], annotations[i + 1]);
    }
    return PeerAnnotations.read(all, said::add);
  }

  @Test
  void bfdOfAPeerIsReadAndMayBeOff() {
    String peer = "- {remoteip: 10.0.0.9, remoteasn: 65000, bfd: %s}";
    assertThat(peers("peers", peer.formatted("{enabled: true}")).get(0).bfd())
        .hasValue(RouterOptions.Bfd.USUAL);
    assertThat(
            peers(
                    "peers",
                    peer.formatted(
                        "{enabled: true, port: 3785, detection_multiplier: 5,"
                            + " desired_min_tx_interval: 300, required_min_rx_interval: 400}"))
                .get(0)
                .bfd())
        .hasValue(new RouterOptions.Bfd(3785, 5, Duration.ofMillis(300), Duration.ofMillis(400)));
    assertThat(peers("peers", peer.formatted("{port: 3785}")).get(0).bfd()).isEmpty();
    assertThatThrownBy(
            () -> peers("peers", peer.formatted("{enabled: true, detection_multiplier: 256}")))
        .hasMessageContaining("bfd.detection_multiplier: 256: 1 to 255");
    assertThatThrownBy(() -> peers("peers", peer.formatted("yes")))
        .hasMessageContaining("bfd is no map");
  }

  @Test
  void peersOfEachForm() {
    RouterOptions.Peer full =
        new RouterOptions.Peer(
            IpText.parse("10.0.0.9"),
            65000,
            1790,
            Optional.of(Secret.of("hunter2")),
            Optional.of(IpText.parse("10.0.0.2")));
    RouterOptions.Peer plain =
        new RouterOptions.Peer(
            IpText.parse("fd00::9"), 65001, 179, Optional.empty(), Optional.empty());
    assertThat(
            peers(
                "peers",
                """
                - remoteip: 10.0.0.9
                  remoteasn: 65000
                  port: 1790
                  password: aHVudGVyMg==
                  localip: 10.0.0.2
                - remoteip: fd00::9
                  remoteasn: 65001
                """))
        .containsExactly(full, plain);
    assertThat(
            peers(
                "peer.ips", "10.0.0.9,fd00::9",
                "peer.asns", "65000,0xfde9",
                "peer.ports", "1790,179",
                "peer.passwords", "aHVudGVyMg==,",
                "peer.localips", "10.0.0.2,"))
        .containsExactly(full, plain);
    assertThat(peers("peer.ips", "10.0.0.9")).isEmpty();
    assertThat(full.toString()).doesNotContain("hunter2").contains("10.0.0.9");
    assertThat(said).isEmpty();
  }

  @Test
  void whatHasNoEffectOnAPeerIsSaid() {
    assertThat(peers("peers", "- remoteip: fd00::9\n  remoteasn: 65001\n  remoteansible: x"))
        .hasSize(1);
    assertThat(said).singleElement().asString().contains("kube-router.io/peers", "remoteansible");
  }

  /** Octets that are no UTF-8 text are a password all the same (RFC 2385 section 4.5). */
  @Test
  void aPasswordIsOctets() {
    assertThat(peers("peers", "- {remoteip: fd00::9, remoteasn: 65001, password: /wA=}"))
        .extracting(RouterOptions.Peer::password)
        .containsExactly(Optional.of(Secret.of(new byte[] {(byte) 0xff, 0})));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- remoteip: x\n  remoteasn: 1",
        "- remoteip: 10.0.0.9",
        "- remoteip: 10.0.0.9\n  remoteasn: 23456",
        "- remoteip: 10.0.0.9\n  remoteasn: 65000\n  password: hunter2!",
        "a: b",
        "[",
        "- x"
      })
  void peersThatCannotBeReadAreSaidWithoutTheirPasswords(String yaml) {
    assertThatThrownBy(() -> peers("peers", yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kube-router.io/peers")
        .hasMessageNotContaining("hunter2");
  }
}
