package io.kuberouter.bgp.bfd.interop;

import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.Command;
import io.kuberouter.bgp.interop.Link;
import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A BFD daemon that is somebody else's work, at the far end of a veth pair. */
abstract class BfdDaemon implements AutoCloseable {

  private final Link link;
  final Path folder;
  private final List<Process> processes = new ArrayList<>();

  BfdDaemon(Link link, Path folder) {
    this.link = link;
    this.folder = folder;
  }

  static BfdDaemon of(String name, Link link, Path folder) {
    return name.equals("BIRD") ? new Bird(link, folder) : new Frr(link, folder);
  }

  abstract List<String> programs();

  abstract void launch() throws Exception;

  abstract String sessions() throws IOException;

  abstract boolean isUp(InetAddress neighbor) throws IOException;

  /** {@return what is not installed, if anything} */
  Optional<String> missing() {
    return programs().stream().filter(p -> !Files.isExecutable(Path.of(p))).findFirst();
  }

  static String run(String... command) throws IOException {
    return Command.run(List.of(command)).output();
  }

  final String us(boolean six) {
    return IpAddresses.text(link.ours(six));
  }

  final String them(boolean six) {
    return IpAddresses.text(link.theirs(six));
  }

  void process(String... words) throws IOException {
    List<String> command = link.them().inside(List.of(words));
    Path log = folder.resolve("log-" + processes.size());
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /** The link stays up, and nothing comes or goes. */
  void cut() throws IOException {
    link.them().cut();
  }

  void heal() throws IOException {
    link.them().heal();
  }

  String words() throws IOException {
    StringBuilder out = new StringBuilder(sessions());
    for (int i = 0; i < processes.size(); i++) {
      String log = Files.readString(folder.resolve("log-" + i));
      out.append('\n').append(log.substring(Math.max(0, log.length() - 1500)));
    }
    return out.toString();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroy();
      process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process).join();
      process.destroyForcibly();
    }
  }

  /** BIRD 2: {@code protocol bfd}. */
  static final class Bird extends BfdDaemon {

    Bird(Link link, Path folder) {
      super(link, folder);
    }

    @Override
    List<String> programs() {
      return List.of("/usr/sbin/bird", "/usr/sbin/birdc");
    }

    @Override
    void launch() throws Exception {
      Path config = folder.resolve("bird.conf");
      Files.writeString(
          config,
          """
          router id 10.18.0.2;
          log stderr all;
          protocol device {}
          protocol bfd {
            interface "*" {
              min tx interval 200 ms; min rx interval 250 ms; idle tx interval 1 s; multiplier 16;
            };
            neighbor %s;
            neighbor %s;
          }
          """
              .formatted(us(false), us(true)));
      process("/usr/sbin/bird", "-f", "-c", config.toString(), "-s", socket());
    }

    private String socket() {
      return folder.resolve("ctl").toString();
    }

    @Override
    String sessions() throws IOException {
      return run("/usr/sbin/birdc", "-s", socket(), "show", "bfd", "sessions");
    }

    @Override
    boolean isUp(InetAddress neighbor) throws IOException {
      String address = IpAddresses.text(neighbor);
      return sessions().lines().anyMatch(l -> l.startsWith(address + " ") && l.contains(" Up "));
    }
  }

  /** FRR: bfdd, which learns of interfaces from zebra. */
  static final class Frr extends BfdDaemon {

    Frr(Link link, Path folder) {
      super(link, folder);
    }

    @Override
    List<String> programs() {
      return List.of("/usr/lib/frr/bfdd", "/usr/lib/frr/zebra", "/usr/bin/vtysh");
    }

    @Override
    void launch() throws Exception {
      // it gives up root for a user of its own
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path config = folder.resolve("bfdd.conf");
      String peer =
          """
           peer %s local-address %s interface %s
            detect-multiplier 16
            transmit-interval 200
            receive-interval 250
            no shutdown
          """;
      Files.writeString(
          config,
          "bfd\n"
              + peer.formatted(us(false), them(false), Link.INTERFACE)
              + peer.formatted(us(true), them(true), Link.INTERFACE));
      Path none = Files.createFile(folder.resolve("zebra.conf"));
      daemon("zebra", none);
      Await.until("zebra is there", () -> Files.exists(folder.resolve("zserv.api")));
      daemon("bfdd", config);
    }

    private void daemon(String name, Path config) throws IOException {
      process(
          "/usr/lib/frr/" + name,
          "-f",
          config.toString(),
          "-i",
          folder.resolve(name + ".pid").toString(),
          "-z",
          folder.resolve("zserv.api").toString(),
          "--vty_socket",
          folder.toString(),
          "-A",
          "127.0.0.1",
          "-P",
          "0",
          "--log",
          "stdout");
    }

    @Override
    String sessions() throws IOException {
      return run(
          "/usr/bin/vtysh",
          "--vty_socket",
          folder.toString(),
          "-d",
          "bfdd",
          "-c",
          "show bfd peers");
    }

    @Override
    boolean isUp(InetAddress neighbor) throws IOException {
      String out = sessions();
      int at = out.indexOf("peer " + IpAddresses.text(neighbor) + " ");
      int next = out.indexOf("peer ", at + 5);
      return at >= 0 && out.substring(at, next < 0 ? out.length() : next).contains("Status: up");
    }
  }
}
