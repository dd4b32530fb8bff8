/** System calls by the JDK's own means. Reading order: {@link ForeignSystemCalls}. */
@NullMarked
package io.kuberouter.netlink.transport.foreign;

import org.jspecify.annotations.NullMarked;
