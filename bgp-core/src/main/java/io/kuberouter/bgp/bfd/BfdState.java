package io.kuberouter.bgp.bfd;

/**
 * State of a session: the Sta field (RFC 5880 section 4.1), in the order of its values.
 *
 * <p>IANA does not keep them; the RFC fixes them.
 */
public enum BfdState {
  /** Held down by an administrator: 0. */
  ADMIN_DOWN(0, "AdminDown"),
  /** 1. */
  DOWN(1, "Down"),
  /** The other side is heard: 2. */
  INIT(2, "Init"),
  /** Both sides hear each other: 3. */
  UP(3, "Up");

  private final int code;
  private final String text;

  BfdState(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** {@return the value of the field, 0 to 3} */
  public int code() {
    return code;
  }

  /** {@return the state of the lower two bits of a number} */
  public static BfdState of(int code) {
    return values()[code & 3];
  }

  /** {@return as the RFC writes it} */
  @Override
  public String toString() {
    return text;
  }
}
