/**
 * Datagrams with hop limits by system calls: what {@code java.nio.channels} cannot say is IP_TTL,
 * and what it cannot tell is the TTL that a datagram came with. The only native code of BFD; needs
 * jffi on the class path and a 64-bit Linux.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bfd.jffi.KernelBfdTransport}, {@link
 * io.kuberouter.bgp.bfd.jffi.UdpSocket}, {@link io.kuberouter.bgp.bfd.jffi.LibC}.
 */
@NullMarked
package io.kuberouter.bgp.bfd.jffi;

import org.jspecify.annotations.NullMarked;
