package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** OpenBGPD, asked with {@code bgpctl}. */
final class OpenbgpdPeer extends BgpDaemon {

  OpenbgpdPeer(Namespace space, Path folder, PeerSetup setup) {
    super(space, folder, setup);
  }

  @Override
  void launch() throws IOException {
    Path config = write("openbgpd.conf", config());
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    process("/usr/sbin/bgpd", "-d", "-v", "-f", config.toString());
  }

  private String config() {
    StringBuilder out =
        new StringBuilder(
            """
            AS %d
            router-id %s
            holdtime 90
            fib-update no
            nexthop qualify via default
            listen on %s
            socket "%s"
            allow from any
            allow to any
            """
                .formatted(setup().asn(), PeerSetup.IDENTIFIER, text(setup().own()), file("ctl")));
    setup().routes().forEach(route -> out.append(route(route)));
    setup().neighbours().forEach(neighbour -> out.append(session(neighbour)));
    return out.toString();
  }

  private String route(Announced route) {
    return "network %s set { nexthop %s %s%s%s}\n"
        .formatted(
            route.prefix(),
            text(setup().nextHop(route.six())),
            Announced.each(route.communities(), c -> "community " + c + " "),
            Announced.each(route.extended(), c -> "ext-community rt " + c + " "),
            Announced.each(route.large(), c -> "large-community " + c + " "));
  }

  private String session(Neighbour neighbour) {
    String onOff = setup().has(Option.ADD_PATH) ? "yes" : "no";
    return """
    neighbor %s {
      remote-as %d
      local-address %s
      announce IPv4 %s
      announce IPv6 %s
      announce restart yes
      announce add-path recv %s
    %s}
    """
        .formatted(
            text(neighbour.address()),
            neighbour.asn(),
            text(setup().own()),
            setup().has(Option.IPV4) ? "unicast" : "none",
            setup().has(Option.IPV6) ? "unicast" : "none",
            onOff,
            withPassword("  tcp md5sig password %s\n")
                + when(setup().has(Option.MULTIHOP), "  multihop 5\n")
                + when(setup().has(Option.GTSM), "  ttl-security yes\n")
                + when(setup().has(Option.ADD_PATH), "  announce add-path send all\n")
                + when(setup().has(Option.CUSTOMER), "  announce policy customer enforce\n")
                + when(setup().has(Option.REFLECTOR), "  route-reflector\n"));
  }

  /**
   * To a direct neighbour in another AS it gives for a next hop of the other family, whatever is
   * configured, an address of the interface that it takes for the session's: 7.7 takes the
   * loopback.
   */
  @Override
  Set<InetAddress> nextHops(boolean six) {
    return six == setup().sessionIsIpv6()
        ? super.nextHops(six)
        : Set.of(setup().nextHop(six), IpAddresses.parse(six ? "::1" : "127.0.0.1"));
  }

  private String ask(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/bgpctl", "-s", file("ctl")));
    command.addAll(List.of(words));
    return Command.run(command).output();
  }

  private String neighbour(InetAddress neighbour) throws IOException {
    return ask("show", "neighbor", text(neighbour));
  }

  @Override
  boolean established(InetAddress neighbour) throws IOException {
    return neighbour(neighbour).contains("BGP state = Established");
  }

  @Override
  List<SeenRoute> routes(Prefix prefix) throws IOException {
    String out = ask("show", "rib", "detail", prefix.toString());
    return paths(
        out,
        "^BGP routing table entry for " + prefix + "$",
        path -> !path.contains("announced"),
        OpenbgpdPeer::path);
  }

  private static SeenRoute path(String text) {
    return new SeenRoute(
        Text.first(text, "^    Nexthop (\\S+)"),
        Text.first(text, "^BGP routing.*\\n    ([ 0-9]*)$"),
        Text.first(text, "localpref (\\d+)"),
        Text.words(Text.first(text, "^    Communities: (.*)$")),
        Text.all(Text.first(text, "^    Ext. Communities: (.*)$"), "rt (\\d+:\\d+)"),
        Text.words(Text.first(text, "^    Large Communities: (.*)$")),
        Text.first(text, "Originator Id: (\\S+)"),
        Text.first(text, "Cluster Id List: (.*)$"));
  }

  @Override
  String onlyToCustomer(Prefix prefix) throws IOException {
    return Text.first(ask("show", "rib", "detail", prefix.toString()), "(?i)OTC:? (\\d+)");
  }

  @Override
  void withdraw(Announced route) throws IOException {
    ask("network", "delete", route.prefix().toString());
  }

  @Override
  void askForRoutes(InetAddress neighbour) throws IOException {
    ask("neighbor", text(neighbour), "refresh");
  }

  @Override
  long received(InetAddress neighbour) throws IOException {
    return Text.updates(neighbour(neighbour)).received();
  }

  @Override
  long sent(InetAddress neighbour) throws IOException {
    return Text.updates(neighbour(neighbour)).sent();
  }
}
