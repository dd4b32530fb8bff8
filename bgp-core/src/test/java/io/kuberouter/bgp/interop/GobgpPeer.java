package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GoBGP, which the original embeds; asked with {@code gobgp}. */
final class GobgpPeer extends BgpDaemon {

  GobgpPeer(Namespace space, Path folder, PeerSetup setup) {
    super(space, folder, setup);
  }

  @Override
  void launch() throws Exception {
    Path config = write("gobgp.toml", config());
    process("/usr/bin/gobgpd", "-f", config.toString(), "--pprof-disable", "-l", "debug");
    Await.until("it answers", () -> ask("global").contains("AS:"));
    for (Announced route : setup().routes()) {
      announce(route);
    }
  }

  private String config() {
    StringBuilder out =
        new StringBuilder(
            """
            [global.config]
              as = %d
              router-id = "%s"
              local-address-list = ["%s"]
            """
                .formatted(setup().asn(), PeerSetup.IDENTIFIER, text(setup().own())));
    setup().neighbours().forEach(neighbour -> out.append(session(neighbour)));
    return out.toString();
  }

  private String session(Neighbour neighbour) {
    return """
    [[neighbors]]
      [neighbors.config]
        neighbor-address = "%s"
        peer-as = %d
    %s  [neighbors.timers.config]
        hold-time = 90
        connect-retry = 5
        idle-hold-time-after-reset = 1
      [neighbors.transport.config]
        local-address = "%s"
    %s"""
        .formatted(
            text(neighbour.address()),
            neighbour.asn(),
            withPassword("    auth-password = \"%s\"\n"),
            text(setup().own()),
            options());
  }

  private String options() {
    return when(
            setup().has(Option.MULTIHOP),
            "  [neighbors.ebgp-multihop.config]\n    enabled = true\n    multihop-ttl = 5\n")
        + when(
            setup().has(Option.GTSM),
            "  [neighbors.ttl-security.config]\n    enabled = true\n    ttl-min = 255\n")
        + when(
            setup().has(Option.GRACEFUL_RESTART),
            "  [neighbors.graceful-restart.config]\n    enabled = true\n    restart-time = 120\n")
        + when(
            setup().has(Option.ADD_PATH),
            "  [neighbors.add-paths.config]\n    receive = true\n    send-max = 8\n")
        + when(
            setup().has(Option.REFLECTOR),
            "  [neighbors.route-reflector.config]\n    route-reflector-client = true\n"
                + "    route-reflector-cluster-id = \""
                + PeerSetup.IDENTIFIER
                + "\"\n")
        + when(setup().has(Option.IPV4), family("ipv4-unicast"))
        + when(setup().has(Option.IPV6), family("ipv6-unicast"));
  }

  private String family(String name) {
    return """
      [[neighbors.afi-safis]]
        [neighbors.afi-safis.config]
          afi-safi-name = "%s"
        [neighbors.afi-safis.mp-graceful-restart.config]
          enabled = true
    """
        .formatted(name);
  }

  private String ask(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/gobgp"));
    command.addAll(List.of(words));
    return Command.run(space().inside(command)).output();
  }

  private static String family(Prefix prefix) {
    return prefix.isIpv6() ? "ipv6" : "ipv4";
  }

  private void announce(Announced route) throws IOException {
    List<String> words = new ArrayList<>(List.of("global", "rib", "add", "-a"));
    words.addAll(List.of(family(route.prefix()), route.prefix().toString()));
    words.addAll(List.of("nexthop", text(setup().nextHop(route.six()))));
    option(words, "community", route.communities());
    option(words, "large-community", route.large());
    if (!route.extended().isEmpty()) {
      words.add("rt");
      words.addAll(route.extended());
    }
    String refusal = ask(words.toArray(new String[0]));
    if (!refusal.isBlank()) {
      throw new IOException(String.join(" ", words) + ": " + refusal);
    }
  }

  private static void option(List<String> words, String name, List<String> values) {
    if (!values.isEmpty()) {
      words.addAll(List.of(name, String.join(",", values)));
    }
  }

  @Override
  boolean established(InetAddress neighbour) throws IOException {
    return ask("neighbor", text(neighbour)).contains("BGP state = ESTABLISHED");
  }

  @Override
  List<SeenRoute> routes(Prefix prefix) throws IOException {
    String out = ask("global", "rib", "-a", family(prefix), prefix.toString());
    List<SeenRoute> routes = new ArrayList<>();
    for (String path : out.split("\n")) {
      if (path.matches("^[A-Z]*[*].*") && !own(prefix)) {
        routes.add(path(path));
      }
    }
    return routes;
  }

  private boolean own(Prefix prefix) {
    return setup().routes().stream().anyMatch(r -> r.prefix().equals(prefix));
  }

  private static SeenRoute path(String line) {
    String attributes = Text.first(line, "\\[(\\{.*\\})\\]\\s*$");
    // "*>", the prefix, perhaps a path identifier, the next hop, the path, the age
    String before = Text.first(line, "^\\S+\\s+\\S+\\s+(.*?)\\s+(\\d+d )?\\d\\d:\\d\\d:\\d\\d\\s");
    return new SeenRoute(
        Text.first(before, "^(?:\\d+\\s+)?([0-9a-f]*[.:]\\S*)"),
        Text.first(before, "^(?:\\d+\\s+)?[0-9a-f]*[.:]\\S*(.*)$"),
        Text.first(attributes, "\\{LocalPref: (\\d+)\\}"),
        Text.words(Text.first(attributes, "\\{Communities: ([^}]*)\\}")),
        Text.words(Text.first(attributes, "\\{Extcomms: ([^}]*)\\}")),
        Text.words(Text.first(attributes, "\\{LargeCommunity: ([^}]*)\\}")),
        Text.first(attributes, "\\{Originator: ([^}]*)\\}"),
        String.join(" ", Text.words(Text.first(attributes, "\\{ClusterList: ([^}]*)\\}"))));
  }

  @Override
  void withdraw(Announced route) throws IOException {
    ask("global", "rib", "del", "-a", family(route.prefix()), route.prefix().toString());
  }

  @Override
  void askForRoutes(InetAddress neighbour) throws IOException {
    for (String family : List.of("ipv4", "ipv6")) {
      ask("neighbor", text(neighbour), "softresetin", "-a", family);
    }
  }

  @Override
  long received(InetAddress neighbour) throws IOException {
    return Text.updates(ask("neighbor", text(neighbour))).received();
  }

  @Override
  long sent(InetAddress neighbour) throws IOException {
    return Text.updates(ask("neighbor", text(neighbour))).sent();
  }
}
