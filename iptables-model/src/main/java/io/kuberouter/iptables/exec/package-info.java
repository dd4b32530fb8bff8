/**
 * Edge: the tools of this machine. Reading order: {@link IptablesTool}, {@link
 * ProcessIptablesTool}, {@link Backend}, {@link RestoreFailedException}; {@link NetfilterTools} is
 * the same with sets.
 */
@NullMarked
package io.kuberouter.iptables.exec;

import org.jspecify.annotations.NullMarked;
