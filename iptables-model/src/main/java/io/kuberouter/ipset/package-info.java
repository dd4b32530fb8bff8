/**
 * Sets of the kernel as values: of every type, with their options and elements as {@code ipset(8)}
 * has them, and the commands that change them.
 *
 * <p>Reading order: {@link IpSets}, {@link IpSet}, {@link SetDefinition} with {@link SetOption},
 * {@link SetElement} with {@link ElementPart} and {@link ElementOption}, {@link SetChange}.
 *
 * <p>Depends on {@code io.kuberouter.text} and {@code io.kuberouter.persistent}. Text stands in
 * {@code text}, what the kernel makes of what people type in {@code canonical}, comparing in {@code
 * diff}, running the tool in {@code exec}.
 */
@NullMarked
package io.kuberouter.ipset;

import org.jspecify.annotations.NullMarked;
