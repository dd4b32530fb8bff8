package io.kuberouter.bgp.bfd.codec;

import io.kuberouter.bgp.bfd.Discard;

/** Octets that are no control packet to take (RFC 5880 section 6.8.6). */
public final class BfdPacketException extends Exception {
  private static final long serialVersionUID = 1;

  private final Discard reason;

  /** Creates the exception. */
  public BfdPacketException(Discard reason, String found) {
    super(reason + ": " + found, null, false, false);
    this.reason = reason;
  }

  /** {@return the check that failed} */
  public Discard reason() {
    return reason;
  }
}
