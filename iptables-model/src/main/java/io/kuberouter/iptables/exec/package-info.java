/** Edge: runs the tools. Reading order: {@link NetfilterTools}, {@link ProcessNetfilterTools}. */
@NullMarked
package io.kuberouter.iptables.exec;

import org.jspecify.annotations.NullMarked;
