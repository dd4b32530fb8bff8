/**
 * Edge: links, addresses, routes and rules of the running kernel. Reading order: {@link
 * RouteClient}, {@link KernelRouteClient}.
 */
@NullMarked
package io.kuberouter.route.client;

import org.jspecify.annotations.NullMarked;
