/** System calls by jffi: before Java 22. Reading order: {@link JffiSystemCalls}. */
@NullMarked
package io.kuberouter.netlink.transport.jffi;

import org.jspecify.annotations.NullMarked;
