/**
 * The agent: events in, plans out and applied. The composition of everything below it.
 *
 * <p>Reading order: {@link NodeSetup}, {@link PlanSession}, {@link NodeAgent} with {@link
 * EventQueue} and {@link AgentLoop}, {@link DesiredText}.
 */
@NullMarked
package io.kuberouter.sync.agent;

import org.jspecify.annotations.NullMarked;
