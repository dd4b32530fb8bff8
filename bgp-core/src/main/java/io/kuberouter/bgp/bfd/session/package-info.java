/**
 * Sessions on a network: datagrams and time in, datagrams and changes of state out.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bfd.session.BfdSpeaker}, {@link
 * io.kuberouter.bgp.bfd.session.BfdRunner}, {@link io.kuberouter.bgp.bfd.session.BfdTransport}.
 * Depends on {@code codec} and {@code engine}; native code is behind the transport.
 */
@NullMarked
package io.kuberouter.bgp.bfd.session;

import org.jspecify.annotations.NullMarked;
