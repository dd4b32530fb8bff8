/** Edge: neighbours and the sessions with them. Reading order: {@link PeerConfig}. */
@NullMarked
package io.kuberouter.bgp.session;

import org.jspecify.annotations.NullMarked;
