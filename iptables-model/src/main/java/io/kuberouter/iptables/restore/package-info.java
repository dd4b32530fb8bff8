/**
 * Differences as text: the input of {@code iptables-restore --noflush}, commands, and for people.
 * Reading order: {@link RestoreScriptWriter}, {@link RestoreScript}, {@link CommandWriter}, {@link
 * ReadableDiff}.
 */
@NullMarked
package io.kuberouter.iptables.restore;

import org.jspecify.annotations.NullMarked;
