/**
 * Learned routes and the choice between them. Reading order: {@link Path}, {@link BestPath}, {@link
 * LearnedRoutes}.
 */
@NullMarked
package io.kuberouter.bgp.rib;

import org.jspecify.annotations.NullMarked;
