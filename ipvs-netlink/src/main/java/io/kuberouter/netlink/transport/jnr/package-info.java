/** The transport on jnr-ffi: socket, bind, send, recv. */
@NullMarked
package io.kuberouter.netlink.transport.jnr;

import org.jspecify.annotations.NullMarked;
