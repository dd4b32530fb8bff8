package io.kuberouter.bgp.number;

import java.util.Optional;

/**
 * What a speaker is to its neighbour; RFC 9234 section 4.1, <a
 * href="https://www.iana.org/assignments/bgp-parameters/bgp-parameters.xhtml#bgp-role-value">BGP
 * Role Value</a>.
 */
public enum Role {
  PROVIDER(0),
  ROUTE_SERVER(1),
  ROUTE_SERVER_CLIENT(2),
  CUSTOMER(3),
  PEER(4);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  /** {@return the octet} */
  public int code() {
    return code;
  }

  /** {@return the role that the neighbour of this one must have: RFC 9234 section 4.2, table 2} */
  public Role counterpart() {
    return switch (this) {
      case PROVIDER -> CUSTOMER;
      case CUSTOMER -> PROVIDER;
      case ROUTE_SERVER -> ROUTE_SERVER_CLIENT;
      case ROUTE_SERVER_CLIENT -> ROUTE_SERVER;
      case PEER -> PEER;
    };
  }

  /** {@return the role of a number, absent when there is none} */
  public static Optional<Role> of(int code) {
    return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
  }
}
