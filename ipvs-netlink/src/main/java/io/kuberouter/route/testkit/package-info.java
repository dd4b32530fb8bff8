/**
 * For tests: links, addresses, neighbours, routes and rules in memory, behind the clients'
 * interfaces. Reading order: {@link FakeRouteClient}, {@link FakeLinks}, {@link FakeAddresses},
 * {@link FakeRoutes}, {@link FakeRouteEvents}.
 */
@NullMarked
package io.kuberouter.route.testkit;

import org.jspecify.annotations.NullMarked;
