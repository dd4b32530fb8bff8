package io.kuberouter.benchmarks.ipvs;

import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netfilter.ipset.client.KernelIpSetClient;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long does it take to make sets with entries, and to change two entries of them, by {@code
 * ipset restore} and by this library in a running JVM? The tool's time holds its start, as it does
 * in use.
 */
public final class IpSetProgramming {

  private IpSetProgramming() {}

  /** Arguments: sets, entries of each, runs. */
  public static void main(String[] arguments) throws Exception {
    int sets = Integer.parseInt(arguments[0]);
    int entries = Integer.parseInt(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    List<SetChange> changes = changes(sets, entries);
    for (int warm = 0; warm < 3; warm++) { // the JVM is one that runs
      new Run("warm" + warm).ours(changes(200, 50), List.of());
    }
    Path script = Tools.file(changes.stream().map(IpSetProgramming::line).toList());
    List<SetChange> delta =
        List.of(
            new SetChange.Add("set0", entry(0, 9999)), new SetChange.Delete("set1", entry(1, 0)));
    Path deltaScript = Tools.file(delta.stream().map(IpSetProgramming::line).toList());
    double[][] times = new double[4][runs];
    for (int run = 0; run < runs; run++) {
      Run ours = new Run("ours" + run);
      ours.ours(changes, delta);
      times[0][run] = ours.whole;
      times[1][run] = ours.delta;
      Run theirs = new Run("theirs" + run);
      theirs.theirs(script, deltaScript);
      times[2][run] = theirs.whole;
      times[3][run] = theirs.delta;
    }
    System.out.println(
        Tools.result("ipset: " + sets + " sets x " + entries, "ipset restore", times[2], times[0]));
    System.out.println(Tools.result("ipset: two entries", "ipset restore", times[3], times[1]));
  }

  private static SetEntry entry(int set, int index) throws IOException {
    byte[] address = {10, (byte) (set & 0xff), (byte) (index >> 8), (byte) index};
    return SetEntry.of(InetAddress.getByAddress(address));
  }

  private static List<SetChange> changes(int sets, int entries) throws IOException {
    List<SetChange> changes = new ArrayList<>(sets * (entries + 1));
    for (int s = 0; s < sets; s++) {
      changes.add(new SetChange.Create(SetDefinition.builder("set" + s, "hash:ip").build()));
      for (int i = 0; i < entries; i++) {
        changes.add(new SetChange.Add("set" + s, entry(s, i)));
      }
    }
    return changes;
  }

  private static String line(SetChange change) {
    if (change instanceof SetChange.Create c) {
      return "create " + c.definition().name() + " " + c.definition().type();
    } else if (change instanceof SetChange.Add c) {
      return "add " + c.set() + " " + SetEntryText.format(c.entry());
    } else if (change instanceof SetChange.Delete c) {
      return "del " + c.set() + " " + SetEntryText.format(c.entry());
    }
    throw new AssertionError(change);
  }

  /** One namespace, filled and changed. */
  private static final class Run {
    private final String namespace;
    private double whole;
    private double delta;

    Run(String namespace) {
      this.namespace = "set-" + namespace;
    }

    void ours(List<SetChange> changes, List<SetChange> few) throws Exception {
      Tools.namespace(namespace);
      try (IpSetClient client =
          KernelIpSetClient.open(NetlinkOptions.DEFAULT.in(NetworkNamespace.named(namespace)))) {
        whole = apply(client, changes);
        delta = few.isEmpty() ? 0 : apply(client, few);
      } finally {
        Tools.dropNamespace(namespace);
      }
    }

    private static double apply(IpSetClient client, List<SetChange> changes) throws IOException {
      long begun = System.nanoTime();
      List<Optional<KernelException>> results = client.apply(changes);
      long took = System.nanoTime() - begun;
      for (Optional<KernelException> result : results) {
        if (result.isPresent()) {
          throw result.get();
        }
      }
      return Tools.millis(took);
    }

    void theirs(Path script, Path few) throws Exception {
      Tools.namespace(namespace);
      try {
        long begun = System.nanoTime();
        Tools.run(script, Tools.in(namespace, "ipset", "restore"));
        whole = Tools.millis(System.nanoTime() - begun);
        begun = System.nanoTime();
        Tools.run(few, Tools.in(namespace, "ipset", "restore"));
        delta = Tools.millis(System.nanoTime() - begun);
      } finally {
        Tools.dropNamespace(namespace);
      }
    }
  }
}
