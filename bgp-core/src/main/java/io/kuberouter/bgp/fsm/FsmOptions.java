package io.kuberouter.bgp.fsm;

/**
 * The optional session attributes of RFC 4271 section 8.1.1 that are set.
 *
 * @param passive {@code PassiveTcpEstablishment}: wait for the neighbour to connect
 * @param delayOpen {@code DelayOpen}: let the neighbour say OPEN first
 * @param automaticStart {@code AllowAutomaticStart}, {@code DampPeerOscillations}: after a failure
 *     start again when the IdleHoldTimer expires
 */
public record FsmOptions(boolean passive, boolean delayOpen, boolean automaticStart) {

  /** Connects, says OPEN at once, starts again by itself. */
  public static final FsmOptions USUAL = new FsmOptions(false, false, true);

  /** Of a connection beside the session's own, which is given up when it fails. */
  public static final FsmOptions ONCE = new FsmOptions(true, false, false);

  /** {@return the same, with {@code DelayOpen}} */
  public FsmOptions hearingFirst() {
    return new FsmOptions(passive, true, automaticStart);
  }
}
