/** Changes in the words of {@code ip}. Reading order: {@link IpCommand}. */
@NullMarked
package io.kuberouter.route.text;

import org.jspecify.annotations.NullMarked;
