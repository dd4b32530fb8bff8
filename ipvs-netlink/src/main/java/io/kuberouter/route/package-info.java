/**
 * Links, addresses, routes and rules as values. Reading order: {@link Link}, {@link
 * InterfaceAddress}, {@link Route}, {@link PolicyRule}, {@link RouteChange}.
 */
@NullMarked
package io.kuberouter.route;

import org.jspecify.annotations.NullMarked;
