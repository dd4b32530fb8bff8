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
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.dataplane.KernelModules;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the edges to this node. */
public final class Wiring {

  private Wiring() {}

  /** Loads the kernel modules that the planes need; {@return what is missing} */
  public static List<Note> modules(CommonOptions options, Map<String, String> environment) {
    return new KernelModules(Path.of("/"), tools(environment)).load(options);
  }

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
    Optional<IpvsClient> client = ipvs ? Optional.of(KernelIpvsClient.open()) : Optional.empty();
    Optional<ConntrackClient> conntrack =
        ipvs ? Optional.of(KernelConntrackClient.open()) : Optional.empty();
    return new NodeIo(
        client,
        conntrack,
        KernelRouteClient.open(),
        KernelRouteEvents::open,
        ProcessIptablesTool.detect(tools(environment)),
        KernelIpSetClient.open(),
        Path.of("/proc/sys"),
        Path.of(environment.getOrDefault("KUBE_ROUTER_STATE_DIR", "/run/kube-router")));
  }
}
