package io.kuberouter.bgp.mrt;

/**
 * {@code BGP4MP_STATE_CHANGE} and {@code BGP4MP_STATE_CHANGE_AS4}: a session's state (RFC 6396
 * section 4.4.1).
 *
 * @param oldState 0 to 65535: 1 Idle, 2 Connect, 3 Active, 4 OpenSent, 5 OpenConfirm, 6 Established
 * @param newState the same; some writers have states of their own
 */
public record Bgp4mpStateChange(Bgp4mpSession session, int oldState, int newState)
    implements MrtBody {
  public Bgp4mpStateChange {
    if ((oldState | newState) >>> 16 != 0) {
      throw new IllegalArgumentException("states " + oldState + " and " + newState);
    }
  }
}
