package io.kuberouter.bgp.bfd.session;

import io.kuberouter.bgp.bfd.engine.BfdAction.StateChanged;
import java.net.InetAddress;

/** Is told about sessions, in order, by the thread that runs them: it must not wait. */
@FunctionalInterface
public interface BfdListener {

  /** A session is in another state. */
  void onState(InetAddress neighbor, StateChanged change);
}
