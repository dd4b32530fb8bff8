package io.kuberouter.benchmarks.netlink;

import io.kuberouter.route.Route;
import io.kuberouter.route.RouteFilter;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.RouteClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What goes through a socket in a second: questions with one answer each, routes in batches, routes
 * of lists; and what the process holds. In a namespace as for {@link RoutesBesideIp}.
 */
public final class TransportThroughput {

  private static final int ROUTES = 20_000;
  private static final int ROUNDS = 9;
  private static final int QUESTIONS = 20_000;

  private TransportThroughput() {}

  /** Prints a row of a table, which begins with the argument. */
  public static void main(String[] arguments) throws Exception {
    try (RouteClient client = KernelRouteClient.open()) {
      List<Route> routes = RouteCorpus.routes(ROUTES, client.link("d0").orElseThrow().index());
      long[] questions = new long[ROUNDS];
      long[] added = new long[ROUNDS];
      long[] listed = new long[ROUNDS];
      for (int i = -4; i < ROUNDS; i++) { // the first ones warm up
        long begun = System.nanoTime();
        for (int n = 0; n < QUESTIONS; n++) {
          client.link("d0");
        }
        long asked = System.nanoTime() - begun;
        long add = RouteCorpus.apply(client, RouteCorpus.additions(routes));
        begun = System.nanoTime();
        int[] seen = new int[1];
        client.streamRoutes(RouteFilter.ALL.protocol(17), r -> seen[0]++);
        long list = System.nanoTime() - begun;
        if (seen[0] != ROUTES) {
          throw new AssertionError("listed " + seen[0] + " of " + ROUTES);
        }
        RouteCorpus.apply(client, RouteCorpus.deletions(routes));
        if (i >= 0) {
          questions[i] = asked;
          added[i] = add;
          listed[i] = list;
        }
      }
      System.out.printf(
          "| %s | %,.0f | %,.0f | %,.0f | %s |%n",
          arguments[0],
          perSecond(QUESTIONS, questions),
          perSecond(ROUTES, added),
          perSecond(ROUTES, listed),
          resident());
    }
  }

  private static double perSecond(int count, long[] nanos) {
    return count * (double) TimeUnit.SECONDS.toNanos(1) / RouteCorpus.median(nanos);
  }

  private static String resident() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB";
      }
    }
    return "";
  }
}
