/**
 * What rules do, one record for each extension. Reading order: {@link Target}, {@link Jump}, {@link
 * MarkTarget}, {@link UnknownTarget}. Depends on term.
 */
@NullMarked
package io.kuberouter.iptables.target;

import org.jspecify.annotations.NullMarked;
