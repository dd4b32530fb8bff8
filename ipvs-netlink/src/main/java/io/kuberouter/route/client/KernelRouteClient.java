package io.kuberouter.route.client;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.connection.NamespaceFiles;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkFilter;
import io.kuberouter.route.Neighbour;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteFilter;
import io.kuberouter.route.codec.AddressCodec;
import io.kuberouter.route.codec.ChangeCodec;
import io.kuberouter.route.codec.LinkCodec;
import io.kuberouter.route.codec.NeighbourCodec;
import io.kuberouter.route.codec.RouteCodec;
import io.kuberouter.route.codec.RuleCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** rtnetlink of the running kernel. */
public final class KernelRouteClient implements RouteClient {

  private final NetlinkConnection connection;
  private final boolean strict;

  private KernelRouteClient(NetlinkConnection connection, boolean strict) {
    this.connection = connection;
    this.strict = strict;
  }

  /** Opens the caller's network namespace. */
  public static KernelRouteClient open() throws IOException {
    return open(NetlinkOptions.DEFAULT);
  }

  /**
   * Opens the options' network namespace.
   *
   * @throws KernelException when the kernel refuses, or there is no such namespace
   */
  public static KernelRouteClient open(NetlinkOptions options) throws IOException {
    return new KernelRouteClient(
        NetlinkConnection.open(NetlinkProtocol.ROUTE, options), options.strictChecks());
  }

  @Override
  public List<Link> links(LinkFilter filter) throws IOException {
    return connection.dump(
        LinkCodec.list(filter),
        (type, message) -> LinkCodec.decode(message).filter(filter::matches));
  }

  @Override
  public Optional<Link> link(String name) throws IOException {
    try {
      return Optional.of(
          connection.get(LinkCodec.get(name), (type, message) -> LinkCodec.decode(message)));
    } catch (KernelException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<ObservedAddress> addresses(int linkIndex) throws IOException {
    return connection.dump(
        AddressCodec.list(strict ? linkIndex : 0),
        (type, message) ->
            AddressCodec.decode(message)
                .filter(a -> linkIndex == 0 || a.address().linkIndex() == linkIndex));
  }

  @Override
  public List<Neighbour> neighbours(int linkIndex) throws IOException {
    return connection.dump(
        NeighbourCodec.list(linkIndex),
        (type, message) ->
            NeighbourCodec.decode(message)
                .filter(n -> linkIndex == 0 || n.linkIndex() == linkIndex));
  }

  @Override
  public List<Route> routes(RouteFilter filter) throws IOException {
    try {
      return connection.dump(
          RouteCodec.list(filter, strict),
          (type, message) -> RouteCodec.decode(message).filter(filter::matches));
    } catch (KernelException e) {
      if (e.isNotFound()) {
        return List.of(); // the filter's table is not there
      }
      throw e;
    }
  }

  @Override
  public boolean streamRoutes(RouteFilter filter, Consumer<Route> routes) throws IOException {
    try {
      return connection.stream(
          RouteCodec.list(filter, strict),
          (type, message) -> RouteCodec.decode(message).filter(filter::matches).ifPresent(routes));
    } catch (KernelException e) {
      if (e.isNotFound()) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public Optional<Route> match(InetAddress destination) throws IOException {
    try {
      return Optional.of(
          connection.get(
              RouteCodec.match(destination), (type, message) -> RouteCodec.decode(message)));
    } catch (KernelException e) {
      if (e.isUnreachable()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<PolicyRule> rules() throws IOException {
    return connection.dump(RuleCodec.list(), (type, message) -> RuleCodec.decode(message));
  }

  /** A change that names a namespace that is not there is refused like one by the kernel. */
  @Override
  public List<Optional<KernelException>> apply(List<RouteChange> changes) throws IOException {
    try (NamespaceFiles files = new NamespaceFiles()) {
      Map<Integer, KernelException> refused = new HashMap<>();
      List<NetlinkMessage> requests = new ArrayList<>(changes.size());
      for (int i = 0; i < changes.size(); i++) {
        RouteChange change = changes.get(i);
        Optional<NetworkNamespace> namespace = ChangeCodec.namespace(change);
        try {
          int file = namespace.isPresent() ? files.open(namespace.get()) : -1;
          requests.add(ChangeCodec.encode(change, any -> file));
        } catch (KernelException e) {
          refused.put(i, e);
        }
      }
      List<Optional<KernelException>> results = new ArrayList<>(connection.batch(requests));
      refused.keySet().stream()
          .sorted()
          .forEach(i -> results.add(i, Optional.ofNullable(refused.get(i))));
      return results;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
