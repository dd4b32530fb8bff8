/**
 * What Java's sockets cannot set: keys of TCP MD5 signatures and hop limits. The only package with
 * native access; it needs jffi, which is an optional dependency, and Linux.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.socket.SocketControl}, {@link
 * io.kuberouter.bgp.socket.SocketLibrary}.
 */
@NullMarked
package io.kuberouter.bgp.socket;

import org.jspecify.annotations.NullMarked;
