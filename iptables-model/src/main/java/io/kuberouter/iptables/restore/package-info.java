/** Edits as the input of {@code iptables-restore --noflush}. */
@NullMarked
package io.kuberouter.iptables.restore;

import org.jspecify.annotations.NullMarked;
