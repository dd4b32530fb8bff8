package io.kuberouter.benchmarks.netlink;

import io.kuberouter.route.Route;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.RouteClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Routes added and deleted, in turn by {@code ip -batch} and by this library in a running JVM. In a
 * namespace with a device {@code d0} that has 10.99.0.1/24; {@code benchmarks/netlink.sh} makes it.
 * Arguments: how many routes, how many rounds.
 */
public final class RoutesBesideIp {

  private RoutesBesideIp() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path add = Files.createTempFile("routes", ".add");
    Path delete = Files.createTempFile("routes", ".del");
    try (RouteClient client = KernelRouteClient.open()) {
      List<Route> routes = RouteCorpus.routes(count, client.link("d0").orElseThrow().index());
      Files.writeString(add, script("add", routes));
      Files.writeString(delete, script("del", routes));
      long[][] took = new long[4][rounds];
      for (int i = -5;
          i < rounds;
          i++) { // the first rounds warm up: the JVM is to be a running one
        long[] one = {
          ip(add),
          ip(delete),
          RouteCorpus.apply(client, RouteCorpus.additions(routes)),
          RouteCorpus.apply(client, RouteCorpus.deletions(routes))
        };
        for (int j = 0; j < 4 && i >= 0; j++) {
          took[j][i] = one[j];
        }
      }
      print("add " + count + " routes", took[0], took[2]);
      print("delete " + count + " routes", took[1], took[3]);
    } finally {
      Files.delete(add);
      Files.delete(delete);
    }
  }

  private static String script(String verb, List<Route> routes) {
    return routes.stream()
        .map(
            r ->
                "route %s %s/24 via 10.99.0.2 dev d0 proto 17\n"
                    .formatted(verb, r.destination().getHostAddress()))
        .collect(Collectors.joining());
  }

  private static long ip(Path script) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process ip = new ProcessBuilder("ip", "-batch", script.toString()).inheritIO().start();
    if (ip.waitFor() != 0) {
      throw new IOException("ip -batch " + script + " failed");
    }
    return System.nanoTime() - begun;
  }

  private static void print(String what, long[] tool, long[] ours) {
    System.out.printf(
        "| %s | %s | %s | %.1f |%n",
        what,
        milliseconds(tool),
        milliseconds(ours),
        RouteCorpus.median(tool) / RouteCorpus.median(ours));
  }

  private static String milliseconds(long[] values) {
    return "%.0f [%.0f to %.0f]"
        .formatted(
            RouteCorpus.median(values) / 1e6,
            Arrays.stream(values).min().orElseThrow() / 1e6,
            Arrays.stream(values).max().orElseThrow() / 1e6);
  }
}
