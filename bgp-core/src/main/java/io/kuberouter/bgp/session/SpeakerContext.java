package io.kuberouter.bgp.session;

import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.rib.Rib;

/** What the sessions of a speaker share. */
interface SpeakerContext {

  EventLoop loop();

  PeerTransport transport();

  SpeakerConfig config();

  Rib rib();

  /** {@return room to write UPDATEs in, by one session after the other} */
  UpdatePacker.Buffers buffers();

  void tell(SpeakerEvent event);

  /** A session is up, and its routes have their tables. */
  void sessionUp(PeerSession session);

  /** A session is down; its routes have still their tables. */
  void sessionDown(PeerSession session, SessionConnection connection);

  /** {@return whether we have started within the restart time that the neighbour is promised} */
  boolean recentlyStarted(PeerConfig peer);
}
