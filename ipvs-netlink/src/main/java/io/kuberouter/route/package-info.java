/**
 * Links, addresses, neighbours, routes and rules as values. Reading order: {@link Link}, {@link
 * LinkKind}, {@link LinkSettings}, {@link InterfaceAddress}, {@link Neighbour}, {@link Route},
 * {@link PolicyRule}, {@link FouPort}, {@link RouteChange}, {@link RouteEvent}.
 */
@NullMarked
package io.kuberouter.route;

import org.jspecify.annotations.NullMarked;
