package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.Discard;

/** Whose a packet is. */
public sealed interface Selection permits Selection.Session, Selection.None {

  /** A session's. */
  record Session(SessionKey key) implements Selection {}

  /** Nobody's. */
  record None(Discard reason) implements Selection {}
}
