/**
 * Edge: links, addresses, neighbours, routes and rules of the running kernel. Reading order: {@link
 * RouteClient}, {@link KernelRouteClient}, {@link RouteEvents}, {@link FouClient}.
 */
@NullMarked
package io.kuberouter.route.client;

import org.jspecify.annotations.NullMarked;
