/**
 * From the cluster to what should be on this node: pure functions and the indexes that tell which
 * of them an event concerns. No I/O, no clock.
 *
 * <p>Reading order: {@link NodeFacts}, {@link ClusterModel} and its three indexes, then for
 * services {@link ServiceIndex} and {@link ServiceTranslator}; for policies {@link PolicyIndex},
 * {@link PodGroups}, {@link PolicyTranslator} with {@link PolicyRuleTranslator}, {@link
 * PodTranslator}; for routes {@link RouteIndex}, {@link NodeTranslator} and {@link
 * RouteTranslator}; last {@link BaseTranslator}.
 */
@NullMarked
package io.kuberouter.sync.translate;

import org.jspecify.annotations.NullMarked;
