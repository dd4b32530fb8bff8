package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ExaBGP. It has no table: a process of its application interface writes down what came, line by
 * line, and passes on what is to be announced.
 */
final class ExabgpPeer extends BgpDaemon {

  ExabgpPeer(Namespace space, Path folder, PeerSetup setup) {
    super(space, folder, setup);
  }

  @Override
  void launch() throws IOException {
    Files.deleteIfExists(folder.resolve("orders"));
    Command.must(List.of("mkfifo", file("orders")));
    write("came", "");
    Path api =
        write(
            "api.sh",
            """
            exec 3<>"%s"
            cat <&3 &
            cat >"%s"
            kill $!
            """
                .formatted(file("orders"), file("came")));
    Path config = write("exabgp.conf", config(api));
    process("/usr/sbin/exabgp", config.toString());
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "exabgp_daemon_user", "root",
        "exabgp_api_cli", "false",
        "exabgp_api_ack", "false",
        "exabgp_log_level", "DEBUG",
        "exabgp_log_short", "true");
  }

  /** It connects, and waits for nobody. */
  @Override
  boolean listens() {
    return true;
  }

  private String config(Path api) {
    StringBuilder out = new StringBuilder();
    out.append("process api { run /bin/sh %s; encoder text; }\n".formatted(api));
    setup().neighbours().forEach(neighbour -> out.append(session(neighbour)));
    return out.toString();
  }

  private String session(Neighbour neighbour) {
    StringBuilder routes = new StringBuilder();
    for (Announced route : setup().routes()) {
      paths(route).forEach(path -> routes.append("    ").append(path).append(";\n"));
    }
    return """
    neighbor %s {
      router-id %s;
      local-address %s;
      local-as %d;
      peer-as %d;
      hold-time 90;
      passive false;
      adj-rib-out true;
      group-updates true;
    %s  family {
    %s  }
      capability {
        asn4 enable;
        route-refresh enable;
    %s  }
      api { processes [ api ]; neighbor-changes; receive { parsed; update; refresh; } }
      static {
    %s  }
    }
    """
        .formatted(
            text(neighbour.address()),
            PeerSetup.IDENTIFIER,
            text(setup().own()),
            setup().asn(),
            neighbour.asn(),
            withPassword("  md5-password \"%s\";\n")
                + when(setup().has(Option.GTSM), "  outgoing-ttl 255;\n  incoming-ttl 255;\n")
                + when(setup().has(Option.IPV6_NEXT_HOP), "  nexthop { ipv4 unicast ipv6; }\n")
                + when(
                    setup().has(Option.ADD_PATH), "  add-path { ipv4 unicast; ipv6 unicast; }\n"),
            when(setup().has(Option.IPV4), "    ipv4 unicast;\n")
                + when(setup().has(Option.IPV6), "    ipv6 unicast;\n"),
            when(setup().has(Option.GRACEFUL_RESTART), "    graceful-restart 120;\n")
                + when(setup().has(Option.ADD_PATH), "    add-path send/receive;\n")
                + when(setup().has(Option.IPV6_NEXT_HOP), "    nexthop enable;\n")
                + when(setup().has(Option.EXTENDED_MESSAGES), "    extended-message enable;\n"),
            routes);
  }

  /** With add-path, it announces what it would pass on: one path by each further neighbour. */
  private List<String> paths(Announced route) {
    if (!setup().has(Option.ADD_PATH)) {
      return List.of(route(route, setup().nextHop(route.six()), ""));
    }
    List<String> paths = new ArrayList<>();
    for (int i = 1; i < setup().neighbours().size(); i++) {
      String number = " path-information 0.0.0." + i;
      paths.add(route(route, setup().neighbours().get(i).address(), number));
    }
    return paths;
  }

  private static String route(Announced route, InetAddress nextHop, String number) {
    return "route %s next-hop %s%s%s%s%s"
        .formatted(
            route.prefix(),
            text(nextHop),
            number,
            list(" community", route.communities()),
            list(" extended-community", route.extended().stream().map(c -> "target:" + c).toList()),
            list(" large-community", route.large()));
  }

  private static String list(String name, List<String> values) {
    return when(!values.isEmpty(), name + " [ " + String.join(" ", values) + " ]");
  }

  /** Lines of what came from a neighbour, without those of sessions before the last. */
  private List<String> came(InetAddress neighbour) throws IOException {
    String begin = "neighbor " + text(neighbour) + " ";
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("came"))) {
      if (line.startsWith(begin)) {
        lines.add(line.substring(begin.length()));
      }
    }
    int last = lines.lastIndexOf("up");
    return last < 0 ? lines : lines.subList(last, lines.size());
  }

  @Override
  boolean established(InetAddress neighbour) throws IOException {
    List<String> lines = came(neighbour);
    return lines.contains("up") && lines.stream().noneMatch(l -> l.startsWith("down"));
  }

  @Override
  List<SeenRoute> routes(Prefix prefix) throws IOException {
    Map<String, SeenRoute> routes = new LinkedHashMap<>();
    String which = "^receive update %s " + prefix + "( .*)?$";
    for (Neighbour neighbour : setup().neighbours()) {
      for (String line : came(neighbour.address())) {
        String key = text(neighbour.address()) + Text.first(line, " path-information (\\S+)");
        if (line.matches(which.formatted("announced"))) {
          routes.put(key, path(line));
        } else if (line.matches(which.formatted("withdrawn"))) {
          routes.remove(key);
        }
      }
    }
    return List.copyOf(routes.values());
  }

  private static List<String> list(String line, String name) {
    return Text.words(Text.first(line, " " + name + " (\\[[^\\]]*\\]|\\S+)"));
  }

  private static SeenRoute path(String line) {
    return new SeenRoute(
        Text.first(line, " next-hop (\\S+)"),
        String.join(" ", list(line, "as-path")),
        Text.first(line, " local-preference (\\d+)"),
        list(line, "community"),
        list(line, "extended-community").stream().map(c -> c.replace("target:", "")).toList(),
        list(line, "large-community"),
        Text.first(line, " originator-id (\\S+)"),
        String.join(" ", list(line, "cluster-list")));
  }

  private void order(String line) throws IOException {
    Files.writeString(folder.resolve("orders"), line + "\n", StandardOpenOption.WRITE);
  }

  @Override
  void withdraw(Announced route) throws IOException {
    for (String path : paths(route)) {
      order("withdraw " + path);
    }
  }

  @Override
  void askForRoutes(InetAddress neighbour) throws IOException {
    order("neighbor " + text(neighbour) + " announce route-refresh ipv4 unicast");
  }

  @Override
  long received(InetAddress neighbour) throws IOException {
    return came(neighbour).stream().filter(l -> l.equals("receive update start")).count();
  }

  /** It counts nothing that it sends: the requests at which it does. */
  @Override
  long sent(InetAddress neighbour) throws IOException {
    return came(neighbour).stream().filter(l -> l.startsWith("receive route-refresh")).count();
  }
}
