/** The subcommands. Reading order: {@link Commands}. */
@NullMarked
package io.kuberouter.cli.command;

import org.jspecify.annotations.NullMarked;
