package io.kuberouter.route.client;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Links, addresses, routes and rules of one network namespace. Any thread may call. */
public interface RouteClient extends AutoCloseable {

  /** {@return all devices} */
  List<Link> links() throws IOException;

  /** {@return all addresses of both families} */
  List<InterfaceAddress> addresses() throws IOException;

  /** {@return all routes of both families and all tables, cached ones left out} */
  List<Route> routes() throws IOException;

  /**
   * {@return the route by which a packet of this host goes to an address; empty for none, or one
   * with several next hops} Of IPv4 the kernel names table 254 for those of table 255 too, as long
   * as it keeps both as one: until somebody adds a rule.
   */
  Optional<Route> match(InetAddress destination) throws IOException;

  /** {@return the rules of both families that look at nothing but the source} */
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
