/**
 * Edge: the tools of this machine. Reading order: {@link IptablesTool}, {@link
 * ProcessIptablesTool}, {@link Backend}, {@link RestoreFailedException}.
 */
@NullMarked
package io.kuberouter.iptables.exec;

import org.jspecify.annotations.NullMarked;
