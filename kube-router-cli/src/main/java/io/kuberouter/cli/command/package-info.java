/**
 * The subcommands, one class each: call and print. Reading order: {@link Command}, {@link
 * Invocation}, {@link PlanCommand}.
 */
@NullMarked
package io.kuberouter.cli.command;

import org.jspecify.annotations.NullMarked;
