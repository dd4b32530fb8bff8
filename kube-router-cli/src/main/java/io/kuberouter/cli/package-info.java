/** The executable: parses, calls, prints. Reading order: {@link Main}. */
@NullMarked
package io.kuberouter.cli;

import org.jspecify.annotations.NullMarked;
