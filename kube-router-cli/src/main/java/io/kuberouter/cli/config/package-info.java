/**
 * Flags as an operator writes them. Reading order: {@link Flags}, {@link SettingsParser}, {@link
 * Settings}.
 */
@NullMarked
package io.kuberouter.cli.config;

import org.jspecify.annotations.NullMarked;
