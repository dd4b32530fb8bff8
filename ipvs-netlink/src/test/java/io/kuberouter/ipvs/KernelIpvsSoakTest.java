package io.kuberouter.ipvs;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.client.KernelIpvsClient;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import io.kuberouter.ipvs.testkit.IpvsCorpus;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.OwnNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of services that change at random for some time, beside the fake that is told the same:
 * each change has the same result in both, and in the end {@code ipvsadm} reads the fake's table.
 * {@code -Dipvs.soak.seconds=180} for a long run.
 */
class KernelIpvsSoakTest {

  private static final long SECONDS = Long.getLong("ipvs.soak.seconds", 5);
  private static final int SERVICES = Integer.getInteger("ipvs.soak.services", 5000);
  private static final int SERVERS = 10;
  private static final int BATCH = 200;

  /** Changes after which most servers are others than in the beginning, on a slow machine too. */
  private static final long SETTLED = 2L * SERVICES * SERVERS;

  /** What may be added to the heap, and to the process, while the same is done over and over. */
  private static final long HEAP_SLACK = 4L << 20;

  private static final long RSS_SLACK_KIB = 24 * 1024;

  @BeforeAll
  static void kernelHasIpvs() throws Exception {
    KernelIpvsClientTest.kernelHasIpvs();
  }

  private static ServiceKey key(int service) {
    return new ServiceKey.ByAddress(
        IpvsCorpus.address((service & 1) != 0, 0x60, service), Protocol.TCP, 80);
  }

  private static RealServerKey server(int service, int index) {
    return new RealServerKey(
        IpvsCorpus.address((service & 1) != 0, 0xf0, (service * 16) + index), 8080);
  }

  private static List<IpvsChange> everything() {
    List<IpvsChange> changes = new ArrayList<>();
    for (int s = 0; s < SERVICES; s++) {
      changes.add(new IpvsChange.AddService(VirtualService.of(key(s), "rr")));
      for (int i = 0; i < SERVERS; i++) {
        changes.add(
            new IpvsChange.AddServer(
                key(s), RealServer.of(server(s, i), ForwardMethod.MASQUERADE, 1)));
      }
    }
    return changes;
  }

  /** Any change: also of what is not there, or is there already. */
  private static IpvsChange any(SplittableRandom random, IpvsCorpus corpus) {
    int s = random.nextInt(SERVICES + (SERVICES / 10));
    RealServerKey server = server(s, random.nextInt(12));
    int dice = random.nextInt(1000);
    if (dice < 5) {
      return new IpvsChange.DeleteService(key(s));
    } else if (dice < 60) {
      return new IpvsChange.AddService(VirtualService.of(key(s), "rr"));
    } else if (dice < 65) {
      return new IpvsChange.SetService(corpus.service(key(s)));
    } else if (dice < 120) {
      return new IpvsChange.SetService(
          VirtualService.of(key(s), "rr").persistent(1 + random.nextInt(1000)));
    } else if (dice < 400) {
      return new IpvsChange.AddServer(key(s), corpus.server(server));
    } else if (dice < 500) {
      return new IpvsChange.DeleteServer(key(s), server);
    }
    return new IpvsChange.SetServer(key(s), corpus.server(server));
  }

  private static List<Integer> errnos(List<Optional<KernelException>> results) {
    return results.stream().map(r -> r.map(KernelException::errno).orElse(0)).toList();
  }

  @Test
  void theTableIsWhatTheFakeSaysAndMemoryIsFlat() throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          NetlinkOptions options = NetlinkOptions.DEFAULT.withDeadline(Duration.ofMinutes(1));
          try (IpvsClient kernel = KernelIpvsClient.open(options);
              FakeIpvsClient fake = new FakeIpvsClient()) {
            assertThat(kernel.apply(everything())).allMatch(Optional::isEmpty);
            fake.apply(everything());
            assertThat(tool("ipvsadm", "-Sn").lines().count()).isEqualTo(SERVICES * (SERVERS + 1L));
            SplittableRandom random = new SplittableRandom(11);
            IpvsCorpus corpus = new IpvsCorpus(12);
            long changes = churn(kernel, fake, random, corpus, Math.max(1, SECONDS / 2), SETTLED);
            long heap = heapInUse();
            long resident = residentKib();
            changes += churn(kernel, fake, random, corpus, Math.max(1, SECONDS - (SECONDS / 2)), 1);
            long heapAfter = heapInUse();
            long residentAfter = residentKib();
            System.out.printf(
                Locale.ROOT,
                "soak: %d changes in %d s; heap %d, then %d KiB; resident %d, then %d KiB%n",
                changes,
                SECONDS,
                heap >> 10,
                heapAfter >> 10,
                resident,
                residentAfter);
            assertThat(tool("ipvsadm", "-Sn").lines().sorted().toList()).isEqualTo(lines(fake));
            assertThat(kernel.services())
                .extracting(ObservedService::service)
                .containsExactlyInAnyOrderElementsOf(
                    fake.services().stream().map(ObservedService::service).toList());
            assertThat(changes).isGreaterThan(BATCH);
            assertThat(heapAfter - heap).isLessThan(HEAP_SLACK);
            assertThat(residentAfter - resident).isLessThan(RSS_SLACK_KIB);
          }
          return null;
        });
  }

  private static long churn(
      IpvsClient kernel,
      FakeIpvsClient fake,
      SplittableRandom random,
      IpvsCorpus corpus,
      long seconds,
      long least)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long made = 0;
    while (made < least || System.nanoTime() < end) {
      List<IpvsChange> changes = new ArrayList<>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        changes.add(any(random, corpus));
      }
      List<Integer> answers = errnos(kernel.apply(changes));
      List<Integer> expected = errnos(fake.apply(changes));
      for (int i = 0; i < BATCH; i++) {
        if (!answers.get(i).equals(expected.get(i))) {
          assertThat(answers.get(i)).as(changes.get(i).toString()).isEqualTo(expected.get(i));
        }
      }
      made += BATCH;
    }
    return made;
  }

  private static List<String> lines(FakeIpvsClient fake) throws Exception {
    List<String> lines = new ArrayList<>();
    for (ObservedService service : fake.services()) {
      lines.add(IpvsClientContract.line(service.service()));
      for (ObservedRealServer server : fake.servers(service.service().key())) {
        lines.add(IpvsClientContract.line(service.service().key(), server.server()));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long residentKib() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
