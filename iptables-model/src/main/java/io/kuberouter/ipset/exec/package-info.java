/**
 * Edge: the sets of this machine's kernel, through {@code ipset}. Reading order: {@link IpSetTool},
 * {@link SetChangeException}, {@link ProcessIpSetTool}. The fake is in {@code
 * io.kuberouter.ipset.testkit}.
 */
@NullMarked
package io.kuberouter.ipset.exec;

import org.jspecify.annotations.NullMarked;
