package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** FRR: bgpd and zebra, bfdd where BFD is asked for; asked with {@code vtysh}. */
final class FrrPeer extends BgpDaemon {

  /** How many communities fit into a line of its configuration. */
  private static final int OF_A_LINE = 100;

  FrrPeer(Namespace space, Path folder, PeerSetup setup) {
    super(space, folder, setup);
  }

  @Override
  void launch() throws Exception {
    Files.deleteIfExists(folder.resolve("zserv.api"));
    // it gives up root for a user of its own
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    daemon("zebra", write("zebra.conf", ""));
    Await.until("zebra is there", () -> Files.exists(folder.resolve("zserv.api")));
    if (setup().has(Option.BFD)) {
      daemon("bfdd", write("bfdd.conf", ""));
    }
    daemon("bgpd", write("bgpd.conf", config()));
  }

  private void daemon(String name, Path config) throws IOException {
    List<String> words = new ArrayList<>(List.of("/usr/lib/frr/" + name));
    words.addAll(List.of("-f", config.toString(), "-i", file(name + ".pid")));
    words.addAll(List.of("-z", file("zserv.api"), "--vty_socket", folder.toString()));
    words.addAll(List.of("-P", "0", "--log", "stdout"));
    process(words.toArray(new String[0]));
  }

  private String config() {
    StringBuilder out = new StringBuilder("hostname frr\n");
    out.append("router bgp %d\n".formatted(setup().asn()));
    out.append(" bgp router-id %s\n".formatted(PeerSetup.IDENTIFIER));
    out.append(" no bgp ebgp-requires-policy\n no bgp network import-check\n");
    out.append(" bgp graceful-restart preserve-fw-state\n");
    out.append(when(setup().has(Option.GRACEFUL_RESTART), " bgp graceful-restart\n"));
    for (Neighbour neighbour : setup().neighbours()) {
      out.append(
          session(neighbour).replaceAll("(?m)^", " neighbor " + text(neighbour.address()) + " "));
      out.append('\n');
    }
    out.append(family("ipv4 unicast", false)).append(family("ipv6 unicast", true));
    out.append(nextHop());
    setup().routes().forEach(route -> out.append(attributes(route)));
    return out.toString();
  }

  private String session(Neighbour neighbour) {
    String lines =
        "remote-as %d\n".formatted(neighbour.asn())
            + "timers 30 90\ntimers connect 1\nadvertisement-interval 0\n"
            + "update-source %s\n".formatted(text(setup().own()))
            + withPassword("password %s\n")
            + when(setup().has(Option.MULTIHOP), "ebgp-multihop 5\n")
            + when(setup().has(Option.GTSM), "ttl-security hops 1\n")
            + when(setup().has(Option.IPV6_NEXT_HOP), "capability extended-nexthop\n")
            + when(setup().has(Option.BFD), "bfd %d 100 100\n".formatted(PeerSetup.BFD_MULTIPLIER))
            + when(setup().has(Option.CUSTOMER), "local-role customer strict-mode\n");
    return lines.strip();
  }

  private String family(String name, boolean six) {
    if (!setup().has(six ? Option.IPV6 : Option.IPV4)) {
      return when(!six, " no bgp default ipv4-unicast\n");
    }
    StringBuilder out = new StringBuilder(" address-family " + name + "\n");
    for (Announced route : setup().routes()) {
      if (route.six() == six) {
        out.append("  network %s route-map %s\n".formatted(route.prefix(), map(route)));
      }
    }
    for (Neighbour neighbour : setup().neighbours()) {
      String lines =
          "activate\nroute-map hop out\n"
              + when(setup().has(Option.REFLECTOR), "route-reflector-client\n")
              + when(setup().has(Option.ADD_PATH), "addpath-tx-all-paths\n");
      out.append(
          lines.strip().replaceAll("(?m)^", "  neighbor " + text(neighbour.address()) + " "));
      out.append('\n');
    }
    return out.append(" exit-address-family\n").toString();
  }

  /** Of the family that is not the session's. */
  private String nextHop() {
    boolean six = !setup().sessionIsIpv6();
    return """
    route-map hop permit 10
     match %s address prefix-len %s
     set %s %s
    route-map hop permit 20
    """
        .formatted(
            six ? "ipv6" : "ip",
            six ? "48" : "24",
            six ? "ipv6 next-hop global" : "ip next-hop",
            text(setup().otherOwn()));
  }

  private String map(Announced route) {
    return "m" + setup().routes().indexOf(route);
  }

  /** What does not fit into a line is set by several entries, one after the other. */
  private String attributes(Announced route) {
    StringBuilder out = new StringBuilder();
    int lines = Math.max(1, (route.communities().size() + OF_A_LINE - 1) / OF_A_LINE);
    for (int i = 0; i < lines; i++) {
      int end = Math.min((i + 1) * OF_A_LINE, route.communities().size());
      List<String> some = route.communities().subList(i * OF_A_LINE, end);
      out.append("route-map %s permit %d\n".formatted(map(route), i + 1));
      out.append(when(!some.isEmpty(), " set community " + String.join(" ", some) + " additive\n"));
      out.append(when(i + 1 < lines, " on-match next\n"));
    }
    out.append(Announced.each(route.extended(), c -> " set extcommunity rt " + c + "\n"));
    out.append(
        when(
            !route.large().isEmpty(),
            " set large-community " + String.join(" ", route.large()) + "\n"));
    return out.toString();
  }

  private String ask(String daemon, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/vtysh", "--vty_socket"));
    command.addAll(List.of(folder.toString(), "-d", daemon));
    for (String word : words) {
      command.addAll(List.of("-c", word));
    }
    return Command.run(command).output();
  }

  private String neighbour(InetAddress neighbour) throws IOException {
    return ask("bgpd", "show bgp neighbors " + text(neighbour));
  }

  private static String family(Prefix prefix) {
    return prefix.isIpv6() ? "ipv6" : "ipv4";
  }

  @Override
  boolean established(InetAddress neighbour) throws IOException {
    return neighbour(neighbour).contains("BGP state = Established");
  }

  @Override
  List<SeenRoute> routes(Prefix prefix) throws IOException {
    String out = ask("bgpd", "show bgp " + family(prefix) + " unicast " + prefix);
    return paths(
        out,
        "^  (Local|[0-9]+)([ 0-9]*)(, .*)?$",
        path -> !path.contains(" from 0.0.0.0 ") && !path.contains("from :: "),
        FrrPeer::path);
  }

  private static SeenRoute path(String text) {
    return new SeenRoute(
        Text.first(text, "^    (\\S+)( \\(.*\\))? from "),
        Text.first(text, "^  (?:Local)?([ 0-9]*)"),
        Text.first(text, "localpref (\\d+)"),
        Text.words(Text.first(text, "^      Community: (.*)$")),
        Text.all(Text.first(text, "^      Extended Community: (.*)$"), "RT:(\\d+:\\d+)"),
        Text.words(Text.first(text, "^      Large Community: (.*)$")),
        Text.first(text, "Originator: ([^, ]+)"),
        Text.first(text, "Cluster list: (.*)$"));
  }

  /** What it prints for people ends after the first of many. */
  @Override
  boolean hasCommunities(Prefix prefix, List<String> all) throws IOException {
    String out = ask("bgpd", "show bgp " + family(prefix) + " unicast " + prefix + " json");
    return Text.all(out, "\"(\\d+:\\d+)\"").equals(all);
  }

  @Override
  void withdraw(Announced route) throws IOException {
    ask(
        "bgpd",
        "configure terminal",
        "router bgp " + setup().asn(),
        "address-family " + family(route.prefix()) + " unicast",
        "no network " + route.prefix());
  }

  @Override
  void askForRoutes(InetAddress neighbour) throws IOException {
    ask("bgpd", "clear bgp * soft in");
  }

  @Override
  long received(InetAddress neighbour) throws IOException {
    return Text.updates(neighbour(neighbour)).received();
  }

  @Override
  long sent(InetAddress neighbour) throws IOException {
    return Text.updates(neighbour(neighbour)).sent();
  }

  @Override
  String onlyToCustomer(Prefix prefix) throws IOException {
    String out = ask("bgpd", "show bgp " + family(prefix) + " unicast " + prefix);
    return Text.first(out, ", otc (\\d+)");
  }

  @Override
  boolean lostByBfd(InetAddress neighbour) throws IOException {
    return neighbour(neighbour).contains("BFD Down");
  }

  @Override
  boolean bfdUp(InetAddress neighbour) throws IOException {
    String out = ask("bfdd", "show bfd peers");
    return Text.parts(out, "^\\s*peer ").stream()
        .anyMatch(p -> p.contains("peer " + text(neighbour) + " ") && p.contains("Status: up"));
  }
}
