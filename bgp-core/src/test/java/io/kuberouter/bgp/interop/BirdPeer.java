package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** BIRD 2, asked with {@code birdc}. */
final class BirdPeer extends BgpDaemon {

  BirdPeer(Namespace space, Path folder, PeerSetup setup) {
    super(space, folder, setup);
  }

  @Override
  void launch() throws IOException {
    Path config = write("bird.conf", config());
    process("/usr/sbin/bird", "-f", "-c", config.toString(), "-s", file("ctl"));
  }

  private String config() {
    StringBuilder out = new StringBuilder();
    out.append("router id %s;\nlog stderr all;\n".formatted(PeerSetup.IDENTIFIER));
    out.append("protocol device {}\n");
    if (setup().has(Option.BFD)) {
      out.append(
          """
          protocol bfd {
            %s { min rx interval 100 ms; min tx interval 100 ms; multiplier %d; };
          }
          """
              .formatted(
                  setup().has(Option.MULTIHOP) ? "multihop" : "interface \"*\"",
                  PeerSetup.BFD_MULTIPLIER));
    }
    for (int i = 0; i < setup().routes().size(); i++) {
      out.append(route(i, setup().routes().get(i)));
    }
    setup().neighbours().forEach(neighbour -> out.append(session(neighbour)));
    return out.toString();
  }

  private static String route(int number, Announced route) {
    return "protocol static s%d { %s; route %s blackhole {\n%s%s%s}; }\n"
        .formatted(
            number,
            route.six() ? "ipv6" : "ipv4",
            route.prefix(),
            Announced.each(route.communities(), c -> "bgp_community.add((" + pair(c) + "));\n"),
            Announced.each(
                route.extended(), c -> "bgp_ext_community.add((rt, " + pair(c) + "));\n"),
            Announced.each(route.large(), c -> "bgp_large_community.add((" + pair(c) + "));\n"));
  }

  private static String pair(String community) {
    return community.replace(":", ", ");
  }

  private String name(InetAddress neighbour) {
    for (int i = 0; i < setup().neighbours().size(); i++) {
      if (setup().neighbours().get(i).address().equals(neighbour)) {
        return "n" + i;
      }
    }
    throw new IllegalArgumentException("no neighbour " + text(neighbour));
  }

  private String session(Neighbour neighbour) {
    return """
    protocol bgp %s {
      local %s as %d;
      neighbor %s as %d;
      %s
      hold time 90;
      connect retry time 1;
      connect delay time 1;
      error wait time 1, 2;
    %s}
    """
        .formatted(
            name(neighbour.address()),
            text(setup().own()),
            setup().asn(),
            text(neighbour.address()),
            neighbour.asn(),
            setup().has(Option.MULTIHOP) ? "multihop 5;" : "direct;",
            options());
  }

  private String options() {
    return withPassword("  password \"%s\";\n")
        + when(setup().has(Option.GTSM), "  ttl security on;\n")
        + when(setup().has(Option.GRACEFUL_RESTART), "  graceful restart on;\n")
        + when(setup().has(Option.EXTENDED_MESSAGES), "  enable extended messages on;\n")
        + when(setup().has(Option.REFLECTOR), "  rr client;\n")
        + when(setup().has(Option.BFD), "  bfd on;\n")
        + when(setup().has(Option.CUSTOMER), "  local role customer;\n  require roles on;\n")
        + when(setup().has(Option.IPV4), channel("ipv4", false))
        + when(setup().has(Option.IPV6), channel("ipv6", true));
  }

  private String channel(String name, boolean six) {
    return "  %s { import all; export all; next hop address %s;%s%s };\n"
        .formatted(
            name,
            text(setup().nextHop(six)),
            when(setup().has(Option.ADD_PATH), " add paths on;"),
            when(setup().has(Option.IPV6_NEXT_HOP) && !six, " extended next hop on;"));
  }

  private String ask(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/birdc", "-s", file("ctl")));
    command.addAll(List.of(words));
    return Command.run(command).output();
  }

  @Override
  boolean established(InetAddress neighbour) throws IOException {
    return ask("show", "protocols", name(neighbour)).contains("Established");
  }

  @Override
  List<SeenRoute> routes(Prefix prefix) throws IOException {
    String out = ask("show", "route", prefix.toString(), "all");
    return paths(
        out,
        "^\\S*\\s+(unicast|unreachable|blackhole) \\[",
        path -> path.contains("BGP.as_path") || path.contains("Type: BGP"),
        BirdPeer::path);
  }

  private static SeenRoute path(String text) {
    return new SeenRoute(
        Text.first(text, "BGP.next_hop: (\\S+)"),
        Text.first(text, "BGP.as_path:(.*)$"),
        Text.first(text, "BGP.local_pref: (\\d+)"),
        Text.all(Text.first(text, "BGP.community:(.*)$"), "\\((\\d+,\\d+)\\)").stream()
            .map(c -> c.replace(",", ":"))
            .toList(),
        Text.all(Text.first(text, "BGP.ext_community:(.*)$"), "\\(rt, (\\d+, \\d+)\\)").stream()
            .map(c -> c.replace(", ", ":"))
            .toList(),
        Text.all(Text.first(text, "BGP.large_community:(.*)$"), "\\((\\d+, \\d+, \\d+)\\)").stream()
            .map(c -> c.replace(", ", ":"))
            .toList(),
        Text.first(text, "BGP.originator_id: (\\S+)"),
        Text.first(text, "BGP.cluster_list:(.*)$"));
  }

  /** It shows the first of many alone, but filters know them all. */
  @Override
  boolean hasCommunities(Prefix prefix, List<String> all) throws IOException {
    String last = pair(all.get(all.size() - 1));
    String filter = "bgp_community.len = " + all.size() + " && (" + last + ") ~ bgp_community";
    return ask("show", "route", prefix.toString(), "where", filter).contains(prefix.toString());
  }

  @Override
  void withdraw(Announced route) throws IOException {
    ask("disable", "s" + setup().routes().indexOf(route));
  }

  @Override
  void askForRoutes(InetAddress neighbour) throws IOException {
    ask("reload", "in", name(neighbour));
  }

  private long updates(InetAddress neighbour, String which, int column) throws IOException {
    String out = ask("show", "protocols", "all", name(neighbour));
    return Text.all(out, which + " updates:\\s+(.*)$").stream()
        .mapToLong(l -> Text.number(l.split("\\s+")[column].replace("---", "")))
        .sum();
  }

  @Override
  long received(InetAddress neighbour) throws IOException {
    return updates(neighbour, "Import", 0);
  }

  @Override
  long sent(InetAddress neighbour) throws IOException {
    return updates(neighbour, "Export", 4);
  }

  @Override
  String onlyToCustomer(Prefix prefix) throws IOException {
    return Text.first(ask("show", "route", prefix.toString(), "all"), "BGP.otc: (\\d+)");
  }

  @Override
  boolean lostByBfd(InetAddress neighbour) throws IOException {
    return ask("show", "protocols", "all", name(neighbour)).contains("BFD session down");
  }

  @Override
  boolean bfdUp(InetAddress neighbour) throws IOException {
    String address = text(neighbour);
    return ask("show", "bfd", "sessions")
        .lines()
        .anyMatch(l -> l.startsWith(address + " ") && l.contains(" Up "));
  }
}
