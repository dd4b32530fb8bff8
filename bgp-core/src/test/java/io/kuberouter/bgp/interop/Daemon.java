package io.kuberouter.bgp.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A BGP daemon that is somebody else's work, on an address of the loopback network. */
abstract class Daemon implements AutoCloseable {

  static final String US = "127.0.18.1";
  static final String THEM = "127.0.18.2";
  static final int OUR_PORT = 11790;
  static final int THEIR_PORT = 11791;

  /** What it announces in each family. */
  static final String ROUTE_4 = "198.51.100.0/24";

  static final String ROUTE_6 = "2001:db8:51::/48";

  final Path folder;
  final long asn;
  private Optional<Process> process = Optional.empty();

  /** Of TCP MD5 signatures. */
  Optional<String> password = Optional.empty();

  Daemon(Path folder, long asn) {
    this.folder = folder;
    this.asn = asn;
  }

  abstract String program();

  abstract List<String> command() throws IOException;

  String withPassword(String line) {
    return password.map(line::formatted).orElse("");
  }

  /** {@return whether it puts its own address in place of a next hop out of its AS} */
  boolean sendsOwnNextHop() {
    return false;
  }

  /** Done once it runs. */
  void afterStart() throws Exception {}

  /** {@return its routes that begin with a prefix, as it prints them} */
  abstract String route(String prefix) throws Exception;

  /** Takes its IPv4 route back. */
  abstract void withdraw() throws Exception;

  static Optional<Path> find(String program) {
    for (String place :
        List.of("/usr/sbin", "/usr/bin", "/usr/lib/frr", "/usr/local/bin", "/usr/local/sbin")) {
      if (Files.isExecutable(Path.of(place, program))) {
        return Optional.of(Path.of(place, program));
      }
    }
    return Optional.empty();
  }

  void start() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    process = Optional.of(builder.start());
    afterStart();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Without a word to anybody. */
  void kill() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
    process = Optional.empty();
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }

  static String run(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  /** BIRD 2. */
  static final class Bird extends Daemon {
    private final Path socket;

    Bird(Path folder, long asn) {
      super(folder, asn);
      this.socket = folder.resolve("ctl");
    }

    @Override
    String program() {
      return "bird";
    }

    @Override
    List<String> command() throws IOException {
      Path config = folder.resolve("bird.conf");
      Files.writeString(
          config,
          """
          router id 10.18.0.2;
          log stderr all;
          protocol device {}
          protocol static s4 { ipv4; route %s blackhole; }
          protocol static s6 { ipv6; route %s blackhole; }
          protocol bgp kuberouter {
            local %s port %d as %d;
            strict bind on;
            neighbor %s port %d as 64512;
            multihop;
            %s
            connect retry time 1;
            connect delay time 1;
            error wait time 1, 2;
            graceful restart on;
            ipv4 { import all; export where source = RTS_STATIC; next hop address 192.0.2.18; };
            ipv6 { import all; export where source = RTS_STATIC; next hop address 2001:db8::18; };
          }
          """
              .formatted(
                  ROUTE_4,
                  ROUTE_6,
                  THEM,
                  THEIR_PORT,
                  asn,
                  US,
                  OUR_PORT,
                  withPassword("password \"%s\";")));
      return List.of(
          find("bird").orElseThrow().toString(),
          "-f",
          "-c",
          config.toString(),
          "-s",
          socket.toString());
    }

    private String ask(String... words) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(find("birdc").orElseThrow().toString());
      command.addAll(List.of("-s", socket.toString()));
      command.addAll(List.of(words));
      return run(command.toArray(new String[0]));
    }

    @Override
    String route(String prefix) throws Exception {
      String out = ask("show", "route", prefix, "all");
      return out.contains(prefix) ? out : "";
    }

    @Override
    void withdraw() throws Exception {
      ask("disable", "s4");
    }
  }

  /** GoBGP, which the original embeds. */
  static final class GoBgp extends Daemon {
    private static final String API = "11792";

    GoBgp(Path folder, long asn) {
      super(folder, asn);
    }

    @Override
    String program() {
      return "gobgpd";
    }

    @Override
    List<String> command() throws IOException {
      Path config = folder.resolve("gobgp.toml");
      Files.writeString(
          config,
          """
          [global.config]
            as = %d
            router-id = "10.18.0.2"
            port = %d
            local-address-list = ["%s"]
          [[neighbors]]
            [neighbors.config]
              neighbor-address = "%s"
              peer-as = 64512
              %s
            [neighbors.timers.config]
              connect-retry = 5
              idle-hold-time-after-reset = 1
            [neighbors.transport.config]
              local-address = "%s"
              remote-port = %d
            [neighbors.ebgp-multihop.config]
              enabled = true
              multihop-ttl = 5
            [neighbors.graceful-restart.config]
              enabled = true
              restart-time = 30
            [[neighbors.afi-safis]]
              [neighbors.afi-safis.config]
                afi-safi-name = "ipv4-unicast"
              [neighbors.afi-safis.mp-graceful-restart.config]
                enabled = true
            [[neighbors.afi-safis]]
              [neighbors.afi-safis.config]
                afi-safi-name = "ipv6-unicast"
              [neighbors.afi-safis.mp-graceful-restart.config]
                enabled = true
          """
              .formatted(
                  asn,
                  THEIR_PORT,
                  THEM,
                  US,
                  withPassword("auth-password = \"%s\""),
                  THEM,
                  OUR_PORT));
      return List.of(
          find("gobgpd").orElseThrow().toString(),
          "-f",
          config.toString(),
          "--api-hosts",
          "127.0.18.2:" + API,
          "--pprof-disable",
          "-l",
          "debug");
    }

    private String ask(String... words) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(find("gobgp").orElseThrow().toString());
      command.addAll(List.of("-u", THEM, "-p", API));
      command.addAll(List.of(words));
      return run(command.toArray(new String[0]));
    }

    @Override
    void afterStart() throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      String said = "?";
      while (!said.isEmpty() && System.nanoTime() < end) {
        said = ask("global", "rib", "add", "-a", "ipv4", ROUTE_4, "nexthop", "192.0.2.18");
        Thread.sleep(50);
      }
      ask("global", "rib", "add", "-a", "ipv6", ROUTE_6, "nexthop", "2001:db8::18");
    }

    @Override
    String route(String prefix) throws Exception {
      String out = ask("global", "rib", "-a", prefix.contains(":") ? "ipv6" : "ipv4", prefix);
      return out.contains(prefix) ? out : "";
    }

    @Override
    void withdraw() throws Exception {
      ask("global", "rib", "del", "-a", "ipv4", ROUTE_4);
    }
  }

  /** FRRouting's bgpd, without zebra. */
  static final class Frr extends Daemon {

    Frr(Path folder, long asn) {
      super(folder, asn);
    }

    @Override
    String program() {
      return "vtysh"; // the other bgpd of Debian has none
    }

    @Override
    List<String> command() throws IOException {
      Path config = folder.resolve("bgpd.conf");
      Files.writeString(
          config,
          """
          hostname frr
          log stdout
          router bgp %1$d
           bgp router-id 10.18.0.2
           no bgp ebgp-requires-policy
           no bgp network import-check
           bgp graceful-restart
           bgp graceful-restart preserve-fw-state
           bgp graceful-restart restart-time 30
           neighbor %2$s remote-as 64512
           neighbor %2$s port %3$d
           neighbor %2$s update-source %4$s
           %5$s
           %8$s
           neighbor %2$s timers connect 1
           neighbor %2$s advertisement-interval 0
           address-family ipv4 unicast
            network %6$s
            neighbor %2$s activate
            neighbor %2$s route-map out out
           exit-address-family
           address-family ipv6 unicast
            network %7$s
            neighbor %2$s activate
            neighbor %2$s route-map out6 out
           exit-address-family
          route-map out permit 10
           set ip next-hop 192.0.2.18
          route-map out6 permit 10
           set ipv6 next-hop global 2001:db8::18
          """
              .formatted(
                  asn,
                  US,
                  OUR_PORT,
                  THEM,
                  asn == 64512 ? "" : "neighbor " + US + " ebgp-multihop 5",
                  ROUTE_4,
                  ROUTE_6,
                  withPassword("neighbor " + US + " password %s")));
      return List.of(
          "/usr/lib/frr/bgpd",
          "-n",
          "-Z",
          "-S",
          "-f",
          config.toString(),
          "-i",
          folder.resolve("pid").toString(),
          "--vty_socket",
          folder.toString(),
          "-P",
          "0",
          "-l",
          THEM,
          "-p",
          String.valueOf(THEIR_PORT));
    }

    private String ask(String... words) throws Exception {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(find("vtysh").orElseThrow().toString(), "--vty_socket"));
      command.addAll(List.of(folder.toString(), "-d", "bgpd"));
      for (String word : words) {
        command.addAll(List.of("-c", word));
      }
      return run(command.toArray(new String[0]));
    }

    @Override
    String route(String prefix) throws Exception {
      String family = prefix.contains(":") ? "ipv6" : "ipv4";
      String out = ask("show bgp " + family + " unicast " + prefix);
      return out.contains("entry for " + prefix) ? out : "";
    }

    @Override
    void withdraw() throws Exception {
      ask(
          "configure terminal",
          "router bgp " + asn,
          "address-family ipv4 unicast",
          "no network " + ROUTE_4);
    }
  }

  /** OpenBGPD. */
  static final class OpenBgpd extends Daemon {

    OpenBgpd(Path folder, long asn) {
      super(folder, asn);
    }

    @Override
    String program() {
      return "bgpctl";
    }

    @Override
    boolean sendsOwnNextHop() {
      return asn != 64512;
    }

    @Override
    List<String> command() throws IOException {
      Path config = folder.resolve("openbgpd.conf");
      Files.writeString(
          config,
          """
          AS %1$d
          router-id 10.18.0.2
          fib-update no
          nexthop qualify via default
          listen on %2$s port %3$d
          socket "%4$s"
          network %5$s set nexthop 192.0.2.18
          network %6$s set nexthop 2001:db8::18
          neighbor %7$s {
            remote-as 64512
            port %8$d
            local-address %2$s
            %9$s
            %10$s
            announce IPv4 unicast
            announce IPv6 unicast
            announce restart yes
          }
          allow from any
          allow to any
          """
              .formatted(
                  asn,
                  THEM,
                  THEIR_PORT,
                  folder.resolve("ctl"),
                  ROUTE_4,
                  ROUTE_6,
                  US,
                  OUR_PORT,
                  asn == 64512 ? "" : "multihop 5",
                  withPassword("tcp md5sig password %s")));
      Files.setPosixFilePermissions(
          config, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      return List.of(find("bgpd").orElseThrow().toString(), "-d", "-f", config.toString());
    }

    private String ask(String... words) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(find("bgpctl").orElseThrow().toString());
      command.addAll(List.of("-s", folder.resolve("ctl").toString()));
      command.addAll(List.of(words));
      return run(command.toArray(new String[0]));
    }

    @Override
    String route(String prefix) throws Exception {
      String out = ask("show", "rib", "detail", prefix);
      return out.contains("entry for " + prefix) ? out : "";
    }

    @Override
    void withdraw() throws Exception {
      ask("network", "delete", ROUTE_4);
    }
  }
}
