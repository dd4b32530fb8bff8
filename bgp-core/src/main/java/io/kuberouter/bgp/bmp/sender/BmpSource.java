package io.kuberouter.bgp.bmp.sender;

import io.kuberouter.bgp.bmp.BmpMessage;

/**
 * What a speaker knows when a connection begins. A speaker's events after that go to {@link
 * BmpSender#offer}.
 */
@FunctionalInterface
public interface BmpSource {

  /** Takes messages one by one. */
  interface Sink {

    /** Sends a message; may wait for the station. */
    void accept(BmpMessage message) throws java.io.IOException;

    /**
     * From now on {@link BmpSender#offer} takes messages; any thread may call. Without it, it does
     * from when {@link #tell} returns.
     */
    void follow();
  }

  /**
   * Tells a Peer Up for every Established session and for the Loc-RIB, then all their routes, each
   * table followed by its end-of-RIB (RFC 7854 sections 3.3 and 5), or follows and offers them.
   * Called by the sender's thread.
   */
  void tell(Sink sink) throws java.io.IOException;
}
