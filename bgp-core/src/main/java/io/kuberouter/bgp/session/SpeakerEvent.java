package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.Route;
import java.net.InetAddress;
import java.util.Optional;

/** Something that a speaker tells. */
public sealed interface SpeakerEvent {

  /** The best route to a prefix is another, or there is none any more. Ours are among them. */
  record BestRouteChanged(Prefix prefix, Optional<Route> route) implements SpeakerEvent {}

  /**
   * A session is in another state.
   *
   * @param why as the end of a sentence
   */
  record PeerStateChanged(InetAddress peer, SessionState before, SessionState now, String why)
      implements SpeakerEvent {}

  /**
   * BFD sees the path to a neighbour in another state.
   *
   * @param why as BFD's diagnostic names it
   */
  record PathStateChanged(InetAddress peer, BfdState before, BfdState now, String why)
      implements SpeakerEvent {}

  /** A neighbour has told all its routes of a family (RFC 4724 section 2). */
  record EndOfRibReceived(InetAddress peer, AddressFamily family) implements SpeakerEvent {}
}
