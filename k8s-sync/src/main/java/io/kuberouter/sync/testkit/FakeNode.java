package io.kuberouter.sync.testkit;

import io.kuberouter.conntrack.testkit.FakeConntrackClient;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.RestoreReport;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.testkit.FakeNetfilter;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import io.kuberouter.netfilter.ipset.testkit.FakeIpSetClient;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.testkit.FakeRouteClient;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.dataplane.KernelModules;
import io.kuberouter.sync.dataplane.NodeIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node in memory: each edge of {@link NodeIo} by its strict fake, and what one kernel part asks
 * of another. A rule is refused that names a set that is not there, and so is the end of a set that
 * a rule names. What the fakes themselves offer (failures on demand, what is loaded) is open to
 * see.
 */
public final class FakeNode {

  private static final Pattern SET = Pattern.compile("--match-set (\\S+) ");
  private static final List<String> SETTINGS =
      List.of(
          "net/bridge/bridge-nf-call-iptables",
          "net/bridge/bridge-nf-call-ip6tables",
          "net/ipv4/conf/all/arp_announce",
          "net/ipv4/conf/all/arp_ignore",
          "net/ipv4/conf/all/rp_filter",
          "net/ipv4/vs/conn_reuse_mode",
          "net/ipv4/vs/conntrack",
          "net/ipv4/vs/expire_nodest_conn",
          "net/ipv4/vs/expire_quiescent_template",
          "net/ipv6/conf/all/disable_ipv6");

  private final FakeIpvsClient ipvs = new FakeIpvsClient();
  private final FakeConntrackClient conntrack = new FakeConntrackClient();
  private final FakeRouteClient routes = new FakeRouteClient();
  private final FakeNetfilter netfilter = new FakeNetfilter(Backend.NFT);
  private final FakeIpSetClient sets = new FakeIpSetClient();
  private final Map<String, Integer> referred = new HashMap<>();
  private final Path folder;

  /**
   * Makes a node with a device {@code eth0}.
   *
   * @param folder an empty one, for the node's settings and the agent's state
   * @param addresses of {@code eth0}: {@code 10.99.0.11/24}
   */
  public FakeNode(Path folder, String... addresses) throws IOException {
    this.folder = folder;
    for (String setting : SETTINGS) {
      Path file = folder.resolve("sys").resolve(setting);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "0\n");
    }
    for (String module : List.of("ip_vs", "br_netfilter")) {
      Files.createDirectories(module(module));
    }
    List<RouteChange> changes = new ArrayList<>();
    routes.apply(List.of(new RouteChange.AddLink("eth0", new LinkKind.Dummy(), LinkSettings.UP)));
    int index = routes.link("eth0").orElseThrow().index();
    for (String address : addresses) {
      int slash = address.indexOf('/');
      changes.add(
          new RouteChange.AddAddress(
              new InterfaceAddress(
                  index,
                  IpText.parse(address.substring(0, slash)),
                  Integer.parseInt(address.substring(slash + 1)),
                  0)));
    }
    for (Optional<?> refusal : routes.apply(changes)) {
      if (refusal.isPresent()) {
        throw new IOException("eth0: " + refusal.get());
      }
    }
  }

  /** {@return the node's edges} */
  public NodeIo io() {
    return new NodeIo(
        new KernelModules(folder, this::modprobe),
        Optional.of(this::ipvsOnceLoaded),
        Optional.of(conntrack),
        routes,
        routes::events,
        new Tools(),
        sets,
        folder.resolve("sys"),
        folder.resolve("state"));
  }

  private ToolRunner.Result modprobe(List<String> command, String input) throws IOException {
    Files.createDirectories(module(command.get(1)));
    return new ToolRunner.Result(0, "", "");
  }

  private IpvsClient ipvsOnceLoaded() throws IOException {
    if (!Files.exists(module("ip_vs"))) {
      throw new IOException("the kernel does not know the generic netlink family IPVS");
    }
    return ipvs;
  }

  /** {@return what is there while a kernel module is loaded} */
  public Path module(String name) {
    return folder.resolve("sys/module").resolve(name);
  }

  /** {@return its virtual services} */
  public FakeIpvsClient ipvs() {
    return ipvs;
  }

  /** {@return its tracked flows} */
  public FakeConntrackClient conntrack() {
    return conntrack;
  }

  /** {@return its devices, addresses, routes and rules} */
  public FakeRouteClient routes() {
    return routes;
  }

  /** {@return its packet filter} */
  public FakeNetfilter netfilter() {
    return netfilter;
  }

  /** {@return its sets} */
  public FakeIpSetClient sets() {
    return sets;
  }

  /** The packet filter, which sees the sets and keeps hold of those that its rules name. */
  private final class Tools implements IptablesTool {

    @Override
    public Backend backend() {
      return netfilter.backend();
    }

    @Override
    public String save(IpFamily family) {
      return netfilter.save(family);
    }

    @Override
    public RestoreReport restore(IpFamily family, RestoreScript script) throws IOException {
      List<String> names = sets.names();
      names.forEach(netfilter::createSet);
      try {
        return netfilter.restore(family, script);
      } finally {
        hold();
      }
    }

    /** Each rule holds the sets that it names, one that names a set twice holds it twice. */
    private void hold() {
      Map<String, Integer> now = new HashMap<>();
      for (IpFamily family : IpFamily.values()) {
        Matcher matcher = SET.matcher(netfilter.save(family));
        while (matcher.find()) {
          now.merge(matcher.group(1), 1, Integer::sum);
        }
      }
      Set<String> names = new HashSet<>(now.keySet());
      names.addAll(referred.keySet());
      for (String name : names) {
        int more = now.getOrDefault(name, 0) - referred.getOrDefault(name, 0);
        for (int i = 0; i < more; i++) {
          sets.refer(name);
        }
        for (int i = 0; i < -more; i++) {
          sets.unrefer(name);
        }
        if (!now.containsKey(name)) {
          netfilter.destroySet(name); // back with the next restore if it is still there
        }
      }
      referred.clear();
      referred.putAll(now);
    }
  }
}
