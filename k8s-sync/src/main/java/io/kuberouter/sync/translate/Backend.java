package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.IpText;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One server of a Service port.
 *
 * @param local whether it runs on this node
 * @param terminating whether its pod is ending
 */
record Backend(InetAddress address, int port, boolean local, boolean terminating) {

  /**
   * {@return the servers of the port of that name, each once}
   *
   * @param note takes addresses that cannot be read
   */
  static List<Backend> of(
      String portName,
      Collection<EndpointSliceView> slices,
      NodeFacts facts,
      Consumer<String> note) {
    Map<String, Backend> backends = new LinkedHashMap<>();
    for (EndpointSliceView slice : slices) {
      if (slice.headless()
          || !(slice.addressType().equals("IPv4") || slice.addressType().equals("IPv6"))) {
        continue;
      }
      for (EndpointSliceView.SlicePort port : slice.ports()) {
        if (port.name().equals(portName)) {
          collect(slice, port.port(), facts, note, backends);
        }
      }
    }
    return List.copyOf(backends.values());
  }

  private static void collect(
      EndpointSliceView slice,
      int port,
      NodeFacts facts,
      Consumer<String> note,
      Map<String, Backend> backends) {
    for (EndpointSliceView.Endpoint endpoint : slice.endpoints()) {
      if (!endpoint.ready() && !endpoint.serving()) {
        continue;
      }
      boolean local = ServiceAddresses.isLocal(endpoint, facts);
      for (String text : endpoint.addresses()) {
        try {
          InetAddress address = IpText.parse(text);
          backends.merge(
              IpText.format(address) + " " + port,
              new Backend(address, port, local, endpoint.terminating()),
              Backend::and);
        } catch (IllegalArgumentException e) {
          note.accept("endpoint of " + slice.key() + " left out: " + e.getMessage());
        }
      }
    }
  }

  /** {@return the one server that two endpoints of this address and port are} */
  private Backend and(Backend other) {
    return new Backend(address, port, local || other.local, terminating && other.terminating);
  }
}
