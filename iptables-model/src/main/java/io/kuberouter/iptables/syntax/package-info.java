/**
 * What every extension's reader and writer is built from: the options of one {@code -m} or {@code
 * -j}, taken by name and given back in the order that the tool prints.
 *
 * <p>Reading order: {@link Syntax}, {@link OptionName}, {@link OptionReader}, {@link OptionWriter},
 * {@link Terms}. Depends on the values alone; no regular expressions, no look-ups of names.
 */
@NullMarked
package io.kuberouter.iptables.syntax;

import org.jspecify.annotations.NullMarked;
