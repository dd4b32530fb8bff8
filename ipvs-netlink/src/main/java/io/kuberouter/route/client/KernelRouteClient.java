package io.kuberouter.route.client;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.transport.jnr.JnrNetlinkTransport;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.codec.RouteCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** rtnetlink of the running kernel. */
public final class KernelRouteClient implements RouteClient {

  private final NetlinkConnection connection;

  private KernelRouteClient(NetlinkConnection connection) {
    this.connection = connection;
  }

  /** Opens the caller's network namespace. */
  public static KernelRouteClient open() throws IOException {
    return new KernelRouteClient(
        new NetlinkConnection(JnrNetlinkTransport.open(JnrNetlinkTransport.ROUTE)));
  }

  @Override
  public List<Link> links() throws IOException {
    return connection.dump(
        RouteCodec.listLinks(), (type, payload) -> Optional.of(RouteCodec.decodeLink(payload)));
  }

  @Override
  public List<InterfaceAddress> addresses() throws IOException {
    return connection.dump(
        RouteCodec.listAddresses(), (type, payload) -> RouteCodec.decodeAddress(payload));
  }

  @Override
  public List<Route> routes() throws IOException {
    return connection.dump(
        RouteCodec.listRoutes(), (type, payload) -> RouteCodec.decodeRoute(payload));
  }

  @Override
  public Optional<Route> match(InetAddress destination) throws IOException {
    try {
      return RouteCodec.decodeRoute(connection.get(RouteCodec.match(destination)));
    } catch (KernelException e) {
      if (e.isUnreachable()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<PolicyRule> rules() throws IOException {
    return connection.dump(
        RouteCodec.listRules(), (type, payload) -> RouteCodec.decodeRule(payload));
  }

  @Override
  public List<Optional<KernelException>> apply(List<RouteChange> changes) throws IOException {
    return connection.batch(changes.stream().map(KernelRouteClient::message).toList());
  }

  private static NetlinkMessage message(RouteChange change) {
    return RouteCodec.encode(change);
  }

  @Override
  public void close() {
    connection.close();
  }
}
