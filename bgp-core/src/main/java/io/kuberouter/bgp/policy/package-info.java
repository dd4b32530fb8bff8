/**
 * Import and export policies: rules of typed conditions and actions, as values.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.policy.Policy}, {@link
 * io.kuberouter.bgp.policy.Condition}, {@link io.kuberouter.bgp.policy.PolicyAction}, {@link
 * io.kuberouter.bgp.policy.PolicyImport}, {@link io.kuberouter.bgp.policy.PolicyExport}. Depends on
 * {@code rib}.
 */
@NullMarked
package io.kuberouter.bgp.policy;

import org.jspecify.annotations.NullMarked;
