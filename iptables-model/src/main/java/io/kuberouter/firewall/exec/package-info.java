/**
 * Edge: applies plans with the tools. Reading order: {@link FirewallTool}, {@link FirewallReport},
 * {@link StepResult}.
 */
@NullMarked
package io.kuberouter.firewall.exec;

import org.jspecify.annotations.NullMarked;
