package io.kuberouter.benchmarks.netlink;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.client.RouteClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Routes to networks of 256 addresses by one gateway. */
final class RouteCorpus {

  private RouteCorpus() {}

  static List<Route> routes(int count, int link) {
    List<Route> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] network = {(byte) (100 + (i >> 16)), (byte) (i >> 8), (byte) i, 0};
      all.add(Route.to(address(network), 24).via(address(10, 99, 0, 2)).dev(link).protocol(17));
    }
    return all;
  }

  private static InetAddress address(int... bytes) {
    byte[] narrow = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      narrow[i] = (byte) bytes[i];
    }
    return address(narrow);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // four bytes
    }
  }

  static List<RouteChange> additions(List<Route> routes) {
    return routes.stream().<RouteChange>map(RouteChange.AddRoute::new).toList();
  }

  static List<RouteChange> deletions(List<Route> routes) {
    return routes.stream().<RouteChange>map(RouteChange.DeleteRoute::new).toList();
  }

  /** Makes all changes; returns the nanoseconds that it took. */
  static long apply(RouteClient client, List<RouteChange> changes) throws IOException {
    long begun = System.nanoTime();
    List<Optional<KernelException>> results = client.apply(changes);
    long took = System.nanoTime() - begun;
    for (Optional<KernelException> refusal : results) {
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    }
    return took;
  }

  static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
