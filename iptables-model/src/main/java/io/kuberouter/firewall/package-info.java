/**
 * The sets and rules of a network namespace together: what makes one firewall another, in the order
 * that the kernel asks for. Reading order: {@link Firewall}, {@link FirewallOwnership}, {@link
 * FirewallPlanner}, {@link FirewallPlan}, {@link FirewallStep}. Depends on the values and the
 * differences of {@code iptables} and {@code ipset}; {@code .exec} is the edge.
 */
@NullMarked
package io.kuberouter.firewall;

import org.jspecify.annotations.NullMarked;
