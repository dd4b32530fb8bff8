/**
 * BGP messages as values. Reading order: {@link BgpMessage}, {@link PathAttributes}, {@link
 * GracefulRestart}.
 */
@NullMarked
package io.kuberouter.bgp.message;

import org.jspecify.annotations.NullMarked;
