package io.kuberouter.benchmarks.ipvs;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.client.KernelIpvsClient;
import io.kuberouter.ipvs.testkit.IpvsCorpus;
import io.kuberouter.ipvs.text.IpvsadmSave;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long does it take to program services with servers into an empty table, by {@code ipvsadm -R}
 * and by this library in a running JVM? And what does it cost to read a service with 50,000
 * servers? Each run has a namespace of its own: what was deleted slows the kernel for two minutes.
 * Needs a kernel with IPVS: {@code benchmarks/ipvs.sh} runs it in User-mode Linux.
 */
public final class IpvsProgramming {

  private static final NetlinkOptions OPTIONS =
      NetlinkOptions.DEFAULT.withDeadline(Duration.ofSeconds(60));

  private static final int MANY_SERVERS = 50_000;

  private IpvsProgramming() {}

  /** Arguments: services, servers of each, runs. */
  public static void main(String[] arguments) throws Exception {
    int services = Integer.parseInt(arguments[0]);
    int servers = Integer.parseInt(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    List<IpvsChange> changes = IpvsCorpus.cluster(services, servers);
    for (int warm = 0; warm < 3; warm++) { // the JVM is one that runs
      ours("warm" + warm, IpvsCorpus.cluster(500, 10));
    }
    Path script = Tools.file(changes.stream().map(c -> line(c)).toList());
    double[] theirs = new double[runs];
    double[] ours = new double[runs];
    for (int run = 0; run < runs; run++) {
      ours[run] = ours("ours" + run, changes);
      theirs[run] = theirs("theirs" + run, script, changes.size());
    }
    System.out.println(
        Tools.result(
            "ipvs: " + services + " services x " + servers + " from empty",
            "ipvsadm -R",
            theirs,
            ours));
    System.out.println(dump());
  }

  private static String line(IpvsChange change) {
    String command = IpvsadmSave.command(change);
    return command.substring("ipvsadm ".length());
  }

  private static double ours(String namespace, List<IpvsChange> changes) throws Exception {
    Tools.namespace(namespace);
    try (IpvsClient client = KernelIpvsClient.open(OPTIONS.in(NetworkNamespace.named(namespace)))) {
      long begun = System.nanoTime();
      List<Optional<KernelException>> results = client.apply(changes);
      long took = System.nanoTime() - begun;
      for (Optional<KernelException> result : results) {
        if (result.isPresent()) {
          throw result.get();
        }
      }
      return Tools.millis(took);
    } finally {
      Tools.dropNamespace(namespace);
    }
  }

  private static double theirs(String namespace, Path script, int lines) throws Exception {
    Tools.namespace(namespace);
    try {
      long begun = System.nanoTime();
      Tools.run(script, Tools.in(namespace, "ipvsadm", "-R"));
      long took = System.nanoTime() - begun;
      long made = Tools.run(Tools.in(namespace, "ipvsadm", "-Sn")).lines().count();
      if (made != lines) {
        throw new IOException("ipvsadm made " + made + " of " + lines);
      }
      return Tools.millis(took);
    } finally {
      Tools.dropNamespace(namespace);
    }
  }

  /** Reads one service's servers as a stream, and as a list; tells time and memory. */
  private static String dump() throws Exception {
    String namespace = "dump";
    Tools.namespace(namespace);
    try (IpvsClient client = KernelIpvsClient.open(OPTIONS.in(NetworkNamespace.named(namespace)))) {
      ServiceKey key =
          new ServiceKey.ByAddress(IpvsCorpus.address(false, 0x60, 1), Protocol.TCP, 80);
      List<IpvsChange> changes = new ArrayList<>();
      changes.add(new IpvsChange.AddService(VirtualService.of(key, "rr")));
      for (int i = 0; i < MANY_SERVERS; i++) {
        changes.add(
            new IpvsChange.AddServer(
                key, RealServer.masquerade(IpvsCorpus.address(false, 0xf0, i), 80, 1)));
      }
      client.apply(changes);
      changes.clear();
      long before = Tools.heapInUse();
      long[] seen = new long[2];
      long begun = System.nanoTime();
      client.forEachServer(
          key,
          server -> {
            seen[0]++;
            if (seen[0] % 10_000 == 0) {
              seen[1] = Math.max(seen[1], Tools.heapInUse() - before);
            }
          });
      long streamed = System.nanoTime() - begun;
      begun = System.nanoTime();
      List<?> all = client.servers(key);
      long listed = System.nanoTime() - begun;
      long held = Tools.heapInUse() - before;
      if (seen[0] != MANY_SERVERS || all.size() != MANY_SERVERS) {
        throw new IOException("read " + seen[0] + " and " + all.size());
      }
      return String.format(
          Locale.ROOT,
          "{\"benchmark\":\"ipvs: read %d servers\",\"streamMillisWithCollections\":%.1f,"
              + "\"listMillis\":%.1f,\"streamHeapKiB\":%d,\"listHeapKiB\":%d}",
          MANY_SERVERS,
          Tools.millis(streamed),
          Tools.millis(listed),
          seen[1] / 1024,
          held / 1024);
    } finally {
      Tools.dropNamespace(namespace);
    }
  }
}
