package io.kuberouter.cli.command;

import io.kuberouter.cli.config.Settings;
import io.kuberouter.cli.wiring.Wiring;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.watch.ApiServerSource;
import io.kuberouter.sync.watch.ClusterSource;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One command line and the streams of its process: what every command finds out the same way.
 *
 * @param in read where the cluster comes from standard input
 */
public record Invocation(
    Settings settings,
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err) {

  /** {@return the name of our Node: the flag, else NODE_NAME, else the host's name} */
  String nodeName() throws IOException {
    String name = settings.agent().common().hostnameOverride();
    if (name.isEmpty()) {
      name = environment.getOrDefault("NODE_NAME", "");
    }
    return name.isEmpty() ? hostName(Path.of("/proc/sys/kernel/hostname")) : name;
  }

  /** What {@code uname -n} prints: no resolver is asked. */
  static String hostName(Path file) throws IOException {
    String name = Files.readString(file).strip();
    if (name.isEmpty() || name.equals("(none)")) {
      throw new IOException(
          "this host has no name; say which Node it is: --hostname-override or NODE_NAME");
    }
    return name;
  }

  String cniConf() {
    return environment.getOrDefault(
        "KUBE_ROUTER_CNI_CONF_FILE", "/etc/cni/net.d/10-kuberouter.conf");
  }

  /** {@return the node's kernel} */
  NodeIo node() throws IOException {
    return Wiring.node(settings.agent().common().runServiceProxy(), environment);
  }

  /** {@return the cluster, to be followed} */
  ClusterSource source() throws IOException {
    return settings.manifests().isPresent()
        ? new FolderSource(Path.of(settings.manifests().get()))
        : ApiServerSource.connect(
            settings.kubeconfig(), settings.master(), settings.cacheSyncTimeout());
  }

  /** {@return the cluster as it is now} */
  List<ClusterEvent> events() throws IOException, InterruptedException {
    if (settings.manifests().isPresent()) {
      String where = settings.manifests().get();
      return where.equals("-")
          ? FolderSource.readText("stdin", new String(in.readAllBytes(), StandardCharsets.UTF_8))
          : FolderSource.readOnce(Path.of(where));
    }
    BlockingQueue<ClusterEvent> queue = new LinkedBlockingQueue<>();
    List<ClusterEvent> all = new ArrayList<>();
    try (ClusterSource source = source()) {
      source.start(queue::add);
      long end = System.nanoTime() + settings.cacheSyncTimeout().toNanos();
      ClusterEvent event;
      do {
        event = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new IOException(
              "the API server was not read within --cache-sync-timeout" + reason(all));
        }
        all.add(event);
      } while (!(event instanceof ClusterEvent.Synced));
    }
    return all;
  }

  private static String reason(List<ClusterEvent> events) {
    for (ClusterEvent event : events) {
      if (event instanceof ClusterEvent.Rejected rejected) {
        return ": " + rejected.subject() + ": " + rejected.reason();
      }
    }
    return "";
  }
}
