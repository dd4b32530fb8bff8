/**
 * From the cluster to what should be on this node: pure functions and the indexes that tell which
 * of them an event concerns. No I/O, no clock.
 *
 * <p>Reading order: {@link NodeFacts}, {@link ClusterModel}, then {@link ServiceTranslator}, {@link
 * PolicyTranslator} with {@link PodTranslator} and {@link PodGroups}, {@link NodeTranslator},
 * {@link BaseTranslator}, {@link RouteTranslator}.
 */
@NullMarked
package io.kuberouter.sync.translate;

import org.jspecify.annotations.NullMarked;
