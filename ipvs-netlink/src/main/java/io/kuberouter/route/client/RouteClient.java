package io.kuberouter.route.client;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkFilter;
import io.kuberouter.route.Neighbour;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Links, addresses, neighbours, routes and rules of one network namespace. Any thread may call. A
 * refusal is a {@link KernelException}: not found for what is not there (ENODEV for a link, ESRCH
 * for a route, ENOENT for a rule or neighbour; EADDRNOTAVAIL for an address), exists already
 * (EEXIST) for one to add that is, not supported (EOPNOTSUPP) for a kind of link that the kernel
 * does not have, permission denied without {@code CAP_NET_ADMIN}.
 */
public interface RouteClient extends AutoCloseable {

  /** {@return all devices} */
  default List<Link> links() throws IOException {
    return links(LinkFilter.ALL);
  }

  /** {@return the devices of a filter} */
  List<Link> links(LinkFilter filter) throws IOException;

  /** {@return a device; empty when there is none of that name. Costs one request} */
  Optional<Link> link(String name) throws IOException;

  /** {@return all addresses of both families} */
  default List<ObservedAddress> addresses() throws IOException {
    return addresses(0);
  }

  /**
   * {@return the addresses of a device, of both families}
   *
   * @param linkIndex 0 for all devices
   */
  List<ObservedAddress> addresses(int linkIndex) throws IOException;

  /**
   * {@return the neighbours by a device, of both families}
   *
   * @param linkIndex 0 for all devices
   */
  List<Neighbour> neighbours(int linkIndex) throws IOException;

  /** {@return all routes of both families and all tables, cached ones left out} */
  default List<Route> routes() throws IOException {
    return routes(RouteFilter.ALL);
  }

  /** {@return the routes of a filter} */
  List<Route> routes(RouteFilter filter) throws IOException;

  /**
   * Hands over the routes of a filter one after the other, in constant memory, with the client
   * taken until the last.
   *
   * @return false when a change came in between: some may be missing, or have come twice
   */
  boolean streamRoutes(RouteFilter filter, Consumer<Route> routes) throws IOException;

  /**
   * {@return the route by which a packet of this host goes to an address; empty for none} Of IPv4
   * the kernel names table 254 for those of table 255 too, as long as it keeps both as one: until
   * somebody adds a rule.
   */
  Optional<Route> match(InetAddress destination) throws IOException;

  /** {@return the rules of both families} */
  List<PolicyRule> rules() throws IOException;

  /**
   * Makes changes in order, in few system calls; a refused one does not stop those behind it.
   *
   * @return a result for each: empty, or the refusal
   */
  List<Optional<KernelException>> apply(List<RouteChange> changes) throws IOException;

  @Override
  void close();
}
