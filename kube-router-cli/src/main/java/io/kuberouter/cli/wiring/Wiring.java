package io.kuberouter.cli.wiring;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.KernelConntrackClient;
import io.kuberouter.iptables.exec.ProcessIptablesTool;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.client.KernelIpvsClient;
import io.kuberouter.netfilter.ipset.client.KernelIpSetClient;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.KernelRouteEvents;
import io.kuberouter.sync.dataplane.IpvsSource;
import io.kuberouter.sync.dataplane.KernelModules;
import io.kuberouter.sync.dataplane.NodeIo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the edges to this node. */
public final class Wiring {

  private Wiring() {}

  private static ToolRunner tools(Map<String, String> environment) {
    return new ProcessToolRunner(
        List.of(), environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
  }

  /**
   * Opens the node.
   *
   * @param ipvs whether the service proxy runs
   */
  public static NodeIo node(boolean ipvs, Map<String, String> environment) throws IOException {
    Optional<ConntrackClient> conntrack =
        ipvs ? Optional.of(KernelConntrackClient.open()) : Optional.empty();
    return new NodeIo(
        new KernelModules(Path.of("/"), tools(environment)),
        ipvs ? Optional.of(new LateIpvs()) : Optional.empty(),
        conntrack,
        KernelRouteClient.open(),
        KernelRouteEvents::open,
        ProcessIptablesTool.detect(tools(environment)),
        KernelIpSetClient.open(),
        Path.of("/proc/sys"),
        Path.of(environment.getOrDefault("KUBE_ROUTER_STATE_DIR", "/run/kube-router")));
  }

  /** Opened when it is first needed, by when its module is loaded. */
  private static final class LateIpvs implements IpvsSource {
    private @Nullable IpvsClient client;

    @Override
    public synchronized IpvsClient client() throws IOException {
      IpvsClient opened = client;
      if (opened == null) {
        opened = KernelIpvsClient.open();
        client = opened;
      }
      return opened;
    }

    /** The numbers of a generic netlink family are another's once its module was unloaded. */
    @Override
    public synchronized void reopen() throws IOException {
      IpvsClient opened = client;
      client = null;
      if (opened != null) {
        opened.close();
      }
    }
  }
}
