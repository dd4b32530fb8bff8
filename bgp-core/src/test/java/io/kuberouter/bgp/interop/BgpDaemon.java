package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A BGP daemon that is somebody else's work, in a namespace: configured for one case, started,
 * asked with its own tool, stopped.
 */
abstract class BgpDaemon implements Closeable {

  private static final int BGP_PORT = 179;

  final Path folder;
  private final Namespace space;
  private final List<Process> processes = new ArrayList<>();
  private int logs;
  private PeerSetup setup;

  BgpDaemon(Namespace space, Path folder, PeerSetup setup) {
    this.space = space;
    this.folder = folder;
    this.setup = setup;
  }

  /** Writes the configuration, starts what there is to start. */
  abstract void launch() throws Exception;

  /** {@return whether it says that its session with a neighbour is up} */
  abstract boolean established(InetAddress neighbour) throws IOException;

  /** {@return the paths to exactly a prefix that it has from neighbours} */
  abstract List<SeenRoute> routes(Prefix prefix) throws IOException;

  /** {@return whether its path to a prefix has just these communities} */
  boolean hasCommunities(Prefix prefix, List<String> all) throws IOException {
    return routes(prefix).get(0).communities().equals(all);
  }

  /** {@return what it may give for the next hop of a route of its own} */
  Set<InetAddress> nextHops(boolean six) {
    return Set.of(setup.nextHop(six));
  }

  /** Takes a route of its own back. */
  abstract void withdraw(Announced route) throws IOException;

  /** Has it ask a neighbour for all its routes again. */
  abstract void askForRoutes(InetAddress neighbour) throws IOException;

  /** {@return how many UPDATEs or routes, as it counts, have come from a neighbour} */
  abstract long received(InetAddress neighbour) throws IOException;

  /** {@return how many UPDATEs or routes, as it counts, went to a neighbour} */
  abstract long sent(InetAddress neighbour) throws IOException;

  /** {@return whether its BFD session with a neighbour is up} */
  boolean bfdUp(InetAddress neighbour) throws IOException {
    throw new UnsupportedOperationException("no BFD with " + IpAddresses.text(neighbour));
  }

  /** {@return whether it says that BFD has ended its session with a neighbour} */
  boolean lostByBfd(InetAddress neighbour) throws IOException {
    throw new UnsupportedOperationException("no BFD with " + IpAddresses.text(neighbour));
  }

  /** {@return the AS in the OTC attribute of its path to a prefix (RFC 9234), as it shows it} */
  String onlyToCustomer(Prefix prefix) throws IOException {
    throw new UnsupportedOperationException("no roles, of " + prefix);
  }

  /** {@return whether neighbours can connect to it} */
  boolean listens() throws IOException {
    for (Process process : processes) {
      String table = setup.sessionIsIpv6() ? "net/tcp6" : "net/tcp";
      String suffix = String.format(":%04X", BGP_PORT);
      Path file = Path.of("/proc", String.valueOf(process.pid()), table);
      boolean waits =
          Files.exists(file)
              && Files.readAllLines(file).stream()
                  .map(line -> line.strip().split("\\s+"))
                  .anyMatch(w -> w[1].endsWith(suffix) && w[3].equals("0A"));
      if (waits) {
        return true;
      }
    }
    return false;
  }

  final PeerSetup setup() {
    return setup;
  }

  final Namespace space() {
    return space;
  }

  /** Starts it, and waits until it can be connected to. */
  final void start() throws Exception {
    launch();
    Await.until("it listens", this::listens);
  }

  /** Ends it without a word to anybody, and starts it anew with other routes. */
  final void restart(List<Announced> routes) throws Exception {
    setup = setup.announcing(routes);
    start();
  }

  /** Without a word to anybody. */
  final void kill() throws InterruptedException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly); // those that have the sockets
      process.destroyForcibly().waitFor();
    }
    processes.clear();
  }

  final Process process(String... words) throws IOException {
    Path log = folder.resolve("log-" + logs++);
    ProcessBuilder builder = new ProcessBuilder(space.inside(List.of(words)));
    builder.environment().putAll(environment());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    processes.add(process);
    return process;
  }

  java.util.Map<String, String> environment() {
    return java.util.Map.of();
  }

  final Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  final String file(String name) {
    return folder.resolve(name).toString();
  }

  /** {@return the end of what it logged} */
  String lastWords() throws IOException {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < logs; i++) {
      String log = Files.readString(folder.resolve("log-" + i));
      words.append(log.substring(Math.max(0, log.length() - 2000))).append('\n');
    }
    return words.toString();
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.destroy();
    }
    try {
      for (Process process : processes) {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * {@return the paths that a tool shows}
   *
   * @param begin matches where each begins
   * @param told whether one has come from a neighbour
   */
  static List<SeenRoute> paths(
      String shown, String begin, Predicate<String> told, Function<String, SeenRoute> path) {
    return Text.parts(shown, begin).stream().filter(told).map(path).toList();
  }

  static String when(boolean condition, String text) {
    return condition ? text : "";
  }

  static String text(InetAddress address) {
    return IpAddresses.text(address);
  }

  final String withPassword(String format) {
    return setup.password().map(format::formatted).orElse("");
  }

  /** {@return the program in one of the places where packages put them} */
  static Optional<Path> find(String program) {
    return List.of("/usr/sbin", "/usr/bin", "/usr/lib/frr").stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
