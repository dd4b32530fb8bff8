package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.PeerNumbers;
import io.kuberouter.sync.config.RouterOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** BGP neighbours in the annotations of a node, in the two forms of the original. */
final class PeerAnnotations {

  private static final String PEERS = "kube-router.io/peers";
  private static final String IPS = "kube-router.io/peer.ips";
  private static final String ASNS = "kube-router.io/peer.asns";
  private static final String PORTS = "kube-router.io/peer.ports";
  private static final String PASSWORDS = "kube-router.io/peer.passwords";
  private static final String LOCAL_IPS = "kube-router.io/peer.localips";

  private static final Set<String> YAML_KEYS =
      Set.of("remoteip", "remoteasn", "localip", "password", "port", "bfd");

  private PeerAnnotations() {}

  /**
   * {@return the neighbours}
   *
   * @param note takes what is asked for of a neighbour and has no effect
   * @throws IllegalArgumentException which annotation cannot be read; never with a password
   */
  static List<RouterOptions.Peer> read(Map<String, String> annotations, Consumer<String> note) {
    String yaml = annotations.get(PEERS);
    if (yaml != null) {
      return ofYaml(yaml, note);
    }
    if (!annotations.containsKey(IPS) || !annotations.containsKey(ASNS)) {
      return List.of();
    }
    List<String> ips = list(annotations, IPS);
    List<String> asns = same(annotations, ASNS, ips.size());
    List<String> ports = same(annotations, PORTS, ips.size());
    List<String> passwords = same(annotations, PASSWORDS, ips.size());
    List<String> locals = same(annotations, LOCAL_IPS, ips.size());
    List<RouterOptions.Peer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      peers.add(
          new RouterOptions.Peer(
              address(IPS, ips.get(i)),
              PeerNumbers.asn(ASNS, asns.get(i)),
              ports.isEmpty() ? PeerNumbers.PORT : PeerNumbers.port(PORTS, ports.get(i)),
              passwords.isEmpty()
                  ? Optional.empty()
                  : PeerNumbers.password(PASSWORDS, passwords.get(i)),
              locals.isEmpty() || locals.get(i).isEmpty()
                  ? Optional.empty()
                  : Optional.of(address(LOCAL_IPS, locals.get(i)))));
    }
    return peers;
  }

  private static List<String> list(Map<String, String> annotations, String name) {
    String text = annotations.get(name);
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> same(Map<String, String> annotations, String name, int size) {
    List<String> list = list(annotations, name);
    if (annotations.containsKey(name) && list.size() != size) {
      throw new IllegalArgumentException(
          name + " has " + list.size() + " elements, " + IPS + " has " + size);
    }
    return list;
  }

  private static InetAddress address(String name, String text) {
    try {
      return IpText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": not an IP address: " + text, e);
    }
  }

  private static List<RouterOptions.Peer> ofYaml(String yaml, Consumer<String> note) {
    Object all;
    try {
      all = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(PEERS + " is no YAML", e); // its text may hold a password
    }
    if (!(all instanceof List<?> list)) {
      throw new IllegalArgumentException(PEERS + " is no list");
    }
    List<RouterOptions.Peer> peers = new ArrayList<>();
    for (Object entry : list) {
      if (!(entry instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(PEERS + ": element " + peers.size() + " is no map");
      }
      for (Object key : map.keySet()) {
        if (!YAML_KEYS.contains(String.valueOf(key))) {
          note.accept(PEERS + ": " + key + " has no effect: unknown, or not supported yet");
        }
      }
      peers.add(peer(map));
    }
    return peers;
  }

  private static RouterOptions.Peer peer(Map<?, ?> map) {
    Optional<String> port = text(map, "port");
    return new RouterOptions.Peer(
        address(PEERS + " remoteip", required(map, "remoteip")),
        PeerNumbers.asn(PEERS + " remoteasn", required(map, "remoteasn")),
        port.map(p -> PeerNumbers.port(PEERS + " port", p)).orElse(PeerNumbers.PORT),
        text(map, "password").flatMap(p -> PeerNumbers.password(PEERS + " password", p)),
        text(map, "localip").filter(l -> !l.isEmpty()).map(l -> address(PEERS + " localip", l)),
        bfd(map.get("bfd")));
  }

  /** What is not given is as the flags have it by default, not as they are. */
  private static Optional<RouterOptions.Bfd> bfd(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(PEERS + ": bfd is no map");
    }
    RouterOptions.Bfd usual = RouterOptions.Bfd.USUAL;
    RouterOptions.Bfd bfd =
        new RouterOptions.Bfd(
            (int) number(map, "port", usual.port(), 65_535),
            (int) number(map, "detection_multiplier", usual.multiplier(), 255),
            millis(map, "desired_min_tx_interval", usual.minTx()),
            millis(map, "required_min_rx_interval", usual.minRx()));
    return text(map, "enabled").filter("true"::equalsIgnoreCase).map(on -> bfd);
  }

  private static long number(Map<?, ?> map, String key, long usual, long highest) {
    return text(map, key)
        .map(t -> PeerNumbers.number(PEERS + " bfd." + key, t, highest))
        .orElse(usual);
  }

  private static Duration millis(Map<?, ?> map, String key, Duration usual) {
    return Duration.ofMillis(number(map, key, usual.toMillis(), RouterOptions.Bfd.LONGEST_MILLIS));
  }

  private static Optional<String> text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? Optional.empty() : Optional.of(value.toString().strip());
  }

  private static String required(Map<?, ?> map, String key) {
    return text(map, key)
        .orElseThrow(() -> new IllegalArgumentException(PEERS + ": " + key + " is missing"));
  }
}
