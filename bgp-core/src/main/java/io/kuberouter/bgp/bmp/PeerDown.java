package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.OctetString;

/**
 * A session has ended (RFC 7854 section 4.9).
 *
 * @param reason 0 to 255, see the constants
 * @param data of {@link #LOCAL_NOTIFICATION} and {@link #REMOTE_NOTIFICATION} the whole
 *     NOTIFICATION, of {@link #LOCAL_NO_NOTIFICATION} the FSM event in two octets, of {@link
 *     #LOCAL_SYSTEM_CLOSED} pieces of information
 */
public record PeerDown(PeerHeader peer, int reason, OctetString data) implements BmpMessage {

  /** We ended it, and sent the NOTIFICATION. */
  public static final int LOCAL_NOTIFICATION = 1;

  /** We ended it without a NOTIFICATION; the event has its number of RFC 4271 section 8.1. */
  public static final int LOCAL_NO_NOTIFICATION = 2;

  /** The peer ended it, and sent the NOTIFICATION. */
  public static final int REMOTE_NOTIFICATION = 3;

  /** The peer ended it without a word. */
  public static final int REMOTE_NO_NOTIFICATION = 4;

  /** The session goes on, and is not told any more. */
  public static final int DECONFIGURED = 5;

  /** Of the Loc-RIB: RFC 9069 section 5.3. */
  public static final int LOCAL_SYSTEM_CLOSED = 6;

  public PeerDown {
    if (reason < 0 || reason > 255) {
      throw new IllegalArgumentException("reason " + reason);
    }
  }

  /** {@return the end of a session by an event of our state machine} */
  public static PeerDown event(PeerHeader peer, int fsmEvent) {
    return new PeerDown(
        peer, LOCAL_NO_NOTIFICATION, OctetString.of((byte) (fsmEvent >> 8), (byte) fsmEvent));
  }

  @Override
  public int typeCode() {
    return 2;
  }
}
