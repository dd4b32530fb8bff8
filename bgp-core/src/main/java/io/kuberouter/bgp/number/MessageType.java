package io.kuberouter.bgp.number;

import java.util.Optional;

/**
 * Types of messages; <a
 * href="https://www.iana.org/assignments/bgp-parameters/bgp-parameters.xhtml#bgp-parameters-1">BGP
 * Message Types</a>.
 */
public enum MessageType {
  /** RFC 4271 section 4.2. */
  OPEN(1),
  /** RFC 4271 section 4.3. */
  UPDATE(2),
  /** RFC 4271 section 4.5. */
  NOTIFICATION(3),
  /** RFC 4271 section 4.4. */
  KEEPALIVE(4),
  /** RFC 2918. */
  ROUTE_REFRESH(5);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /** {@return the octet in the header} */
  public int code() {
    return code;
  }

  /** {@return the type of a number, absent when it is none of these} */
  public static Optional<MessageType> of(int code) {
    return code >= 1 && code <= 5 ? Optional.of(values()[code - 1]) : Optional.empty();
  }
}
