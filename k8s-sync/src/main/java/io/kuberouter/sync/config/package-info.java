/**
 * What an operator sets with flags, typed and checked.
 *
 * <p>Reading order: {@link AgentOptions}, then its groups.
 */
@NullMarked
package io.kuberouter.sync.config;

import org.jspecify.annotations.NullMarked;
