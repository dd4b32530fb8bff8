package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.util.Optional;

/** Hears of routes and sessions, on the speaker's thread; must return fast. */
public interface RouteListener {

  /** The best learned route to a prefix changed; absent: there is none any more. */
  void onBestPath(Prefix prefix, Optional<InetAddress> nextHop);

  /** A session changed its state; the reason is a sentence. */
  void onState(InetAddress peer, SessionState state, String reason);
}
