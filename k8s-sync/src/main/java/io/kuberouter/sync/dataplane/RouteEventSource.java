package io.kuberouter.sync.dataplane;

import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import java.io.IOException;
import java.util.Set;

/** Lets one listen to what the kernel tells of links, addresses, routes and rules. */
@FunctionalInterface
public interface RouteEventSource {

  /** {@return what is told from now on} */
  RouteEvents open(Set<RouteGroup> groups) throws IOException;
}
