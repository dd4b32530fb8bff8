package io.kuberouter.netlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.KernelRouteEvents;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Opens and closes, again and again; for long with {@code -Dnetlink.soak.cycles=100000}. */
class KernelSoakTest {

  private static final int CYCLES = Integer.getInteger("netlink.soak.cycles", 2_000);
  private static final int WARM_UP = Math.max(500, CYCLES / 10);

  /**
   * What this JVM may grow by in a round: a leak of a page in each cycle would be twice as much.
   * The compiled code may in the first ones, a leak in all.
   */
  private static final long BYTES = CYCLES * 2048L;

  private static final int MOST_ROUNDS = 8;
  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

  private static void cycle(int number) throws IOException {
    NetlinkOptions options =
        number % 4 == 0 // a thread comes and goes for each of these
            ? NetlinkOptions.DEFAULT.in(new NetworkNamespace(Path.of("/proc/self/ns/net")))
            : NetlinkOptions.DEFAULT;
    try (RouteClient client = KernelRouteClient.open(options);
        RouteEvents events = KernelRouteEvents.open(Set.of(RouteGroup.LINK), options)) {
      assertThat(client.link("lo")).isPresent();
      assertThat(events.poll(Duration.ZERO)).isEmpty();
    }
    if (number % 10 == 0) {
      try {
        NetlinkConnection.open(NetlinkProtocol.ROUTE, options.in(NetworkNamespace.named("no-such")))
            .close();
        throw new AssertionError("there is a namespace \"no-such\"");
      } catch (KernelException e) {
        assertThat(e.isNotFound()).isTrue();
      }
    }
  }

  private static long open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /**
   * Without the Java heap, which lies below 64 GiB where references are compressed; in User-mode
   * Linux all does, and is counted.
   */
  private static long resident() throws IOException {
    long above = 0;
    long all = 0;
    boolean high = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.lookingAt()) {
        high = Long.parseUnsignedLong(mapping.group(1), 16) >= 64L << 30;
      } else if (line.startsWith("Rss:")) {
        long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
        all += kilobytes;
        above += high ? kilobytes : 0;
      }
    }
    return (above > all / 8 ? above : all) * 1024;
  }

  /** Opens and closes; returns what the process has grown by. */
  private static long round() throws IOException {
    long before = resident();
    long begun = System.nanoTime();
    for (int i = 0; i < CYCLES; i++) {
      cycle(i);
    }
    long seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    System.gc(); // direct buffers are the collector's
    long after = resident();
    System.out.printf(
        "%,d cycles of two sockets in %d s; resident %,d kB, then %,d kB; %d files%n",
        CYCLES, seconds, before / 1024, after / 1024, open());
    return after - before;
  }

  @Test
  void nothingStaysOfWhatIsClosed() throws Exception {
    OwnNamespace.run(
        () -> {
          for (int i = 0; i < WARM_UP; i++) {
            cycle(i);
          }
          System.gc();
          long files = open();
          long threads = Thread.getAllStackTraces().size();
          long grown = Long.MAX_VALUE;
          for (int round = 0; round < MOST_ROUNDS && grown >= BYTES; round++) {
            grown = round();
          }
          assertThat(open()).isEqualTo(files);
          assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo((int) threads + 2);
          assertThat(grown).isLessThan(BYTES);
          return null;
        });
  }
}
