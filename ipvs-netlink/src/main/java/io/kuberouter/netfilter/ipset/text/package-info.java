/** Entries as {@code ipset} writes them. Reading order: {@link SetEntryText}. */
@NullMarked
package io.kuberouter.netfilter.ipset.text;

import org.jspecify.annotations.NullMarked;
