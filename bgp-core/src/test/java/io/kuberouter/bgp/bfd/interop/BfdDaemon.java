package io.kuberouter.bgp.bfd.interop;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A BFD daemon that is somebody else's work, at the far end of a veth pair. */
abstract class BfdDaemon implements AutoCloseable {

  static final String US_4 = "10.18.7.1";
  static final String THEM_4 = "10.18.7.2";
  static final String US_6 = "fd18:7::1";
  static final String THEM_6 = "fd18:7::2";

  private static final String ID = Long.toString(ProcessHandle.current().pid() % 100_000);
  static final String SPACE = "bfd-" + ID;
  static final String HERE = "bfd" + ID + "a";
  static final String THERE = "bfd" + ID + "b";

  final Path folder;
  private final List<Process> processes = new ArrayList<>();

  BfdDaemon(Path folder) {
    this.folder = folder;
  }

  abstract List<String> programs();

  abstract void launch() throws Exception;

  abstract String sessions() throws Exception;

  abstract boolean isUp(InetAddress neighbor) throws Exception;

  /** {@return why it cannot run here, empty when it can} */
  String missing() throws Exception {
    for (String program : programs()) {
      if (!Files.isExecutable(Path.of(program))) {
        return program + " is not installed";
      }
    }
    String refusal = ip("netns", "add", SPACE);
    ip("netns", "del", SPACE);
    return refusal.isEmpty() ? "" : "no network namespace: " + refusal;
  }

  static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  private static String ip(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    return run(command.toArray(new String[0]));
  }

  static String inside(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", SPACE));
    command.addAll(List.of(words));
    return run(command.toArray(new String[0]));
  }

  void start() throws Exception {
    ip("netns", "add", SPACE);
    ip("link", "add", HERE, "type", "veth", "peer", "name", THERE, "netns", SPACE);
    ip("addr", "add", US_4 + "/24", "dev", HERE);
    ip("addr", "add", US_6 + "/64", "dev", HERE, "nodad");
    ip("link", "set", HERE, "up");
    inside("ip", "addr", "add", THEM_4 + "/24", "dev", THERE);
    inside("ip", "addr", "add", THEM_6 + "/64", "dev", THERE, "nodad");
    inside("ip", "link", "set", "lo", "up");
    inside("ip", "link", "set", THERE, "up");
    launch();
  }

  void process(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", SPACE));
    command.addAll(List.of(words));
    Path log = folder.resolve("log-" + processes.size());
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /** The link stays up for us, and nothing comes or goes. */
  void cut() throws Exception {
    inside("ip", "link", "set", THERE, "mtu", "1400"); // the interface is touched, not taken down
    inside("iptables", "-I", "INPUT", "-p", "udp", "--dport", "3784", "-j", "DROP");
    inside("iptables", "-I", "OUTPUT", "-p", "udp", "--dport", "3784", "-j", "DROP");
    inside("ip6tables", "-I", "INPUT", "-p", "udp", "--dport", "3784", "-j", "DROP");
    inside("ip6tables", "-I", "OUTPUT", "-p", "udp", "--dport", "3784", "-j", "DROP");
  }

  void heal() throws Exception {
    inside("iptables", "-F");
    inside("ip6tables", "-F");
  }

  String words() throws Exception {
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
      process.onExit().orTimeout(3, TimeUnit.SECONDS).exceptionally(late -> process).join();
      process.destroyForcibly();
    }
    try {
      ip("link", "del", HERE);
      ip("netns", "del", SPACE);
    } catch (Exception e) {
      throw new IllegalStateException("namespace " + SPACE + " stays", e);
    }
  }

  /** BIRD 2: {@code protocol bfd}. */
  static final class Bird extends BfdDaemon {

    Bird(Path folder) {
      super(folder);
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
          router id 10.18.7.2;
          log stderr all;
          protocol device {}
          protocol bfd {
            interface "*" {
              min tx interval 200 ms; min rx interval 250 ms; idle tx interval 1 s; multiplier 4;
            };
            neighbor %s;
            neighbor %s;
          }
          """
              .formatted(US_4, US_6));
      process("/usr/sbin/bird", "-f", "-c", config.toString(), "-s", socket());
    }

    private String socket() {
      return folder.resolve("ctl").toString();
    }

    @Override
    String sessions() throws Exception {
      return run("/usr/sbin/birdc", "-s", socket(), "show", "bfd", "sessions");
    }

    @Override
    boolean isUp(InetAddress neighbor) throws Exception {
      String address = IpAddresses.text(neighbor);
      return sessions().lines().anyMatch(l -> l.startsWith(address + " ") && l.contains(" Up "));
    }
  }

  /** FRR: bfdd, which learns of interfaces from zebra. */
  static final class Frr extends BfdDaemon {

    Frr(Path folder) {
      super(folder);
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
            detect-multiplier 4
            transmit-interval 200
            receive-interval 250
            no shutdown
          """;
      Files.writeString(
          config,
          "bfd\n" + peer.formatted(US_4, THEM_4, THERE) + peer.formatted(US_6, THEM_6, THERE));
      Path none = Files.createFile(folder.resolve("zebra.conf"));
      daemon("zebra", none);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!Files.exists(folder.resolve("zserv.api")) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
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
    String sessions() throws Exception {
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
    boolean isUp(InetAddress neighbor) throws Exception {
      String out = sessions();
      int at = out.indexOf("peer " + IpAddresses.text(neighbor) + " ");
      int next = out.indexOf("peer ", at + 5);
      return at >= 0 && out.substring(at, next < 0 ? out.length() : next).contains("Status: up");
    }
  }
}
