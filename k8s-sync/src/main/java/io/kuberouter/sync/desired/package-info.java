/**
 * What should be on the node, as values: one {@link Item} for each thing that can be made, changed
 * or removed on its own.
 *
 * <p>Reading order: {@link ItemKind}, {@link Item}, {@link Fragment}, {@link DesiredState}.
 */
@NullMarked
package io.kuberouter.sync.desired;

import org.jspecify.annotations.NullMarked;
