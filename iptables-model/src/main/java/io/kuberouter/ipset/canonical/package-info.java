/**
 * What the kernel and the tool make of what people type. One class: {@link SetCanonicalizer}.
 * Depends on the values and {@code io.kuberouter.text}.
 */
@NullMarked
package io.kuberouter.ipset.canonical;

import org.jspecify.annotations.NullMarked;
