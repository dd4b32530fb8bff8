/**
 * Edge: neighbours, sessions, and the routes that they bring. Reading order: {@link SpeakerConfig},
 * {@link PeerConfig}, {@link Speaker}.
 */
@NullMarked
package io.kuberouter.bgp.session;

import org.jspecify.annotations.NullMarked;
