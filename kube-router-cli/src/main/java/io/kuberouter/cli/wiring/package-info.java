/** The one place where edges are made. Reading order: {@link Wiring}. */
@NullMarked
package io.kuberouter.cli.wiring;

import org.jspecify.annotations.NullMarked;
