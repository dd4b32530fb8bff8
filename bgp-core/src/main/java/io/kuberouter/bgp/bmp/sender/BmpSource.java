package io.kuberouter.bgp.bmp.sender;

import io.kuberouter.bgp.bmp.BmpMessage;

/**
 * What a speaker knows when a connection begins. A speaker's events after that go to {@link
 * BmpSender#offer}.
 */
@FunctionalInterface
public interface BmpSource {

  /** Takes messages one by one; may wait for the station. */
  @FunctionalInterface
  interface Sink {
    void accept(BmpMessage message) throws java.io.IOException;
  }

  /**
   * Tells a Peer Up for every Established session and for the Loc-RIB, then all their routes, each
   * table followed by its end-of-RIB (RFC 7854 sections 3.3 and 5). Called by the sender's thread.
   */
  void tell(Sink sink) throws java.io.IOException;
}
