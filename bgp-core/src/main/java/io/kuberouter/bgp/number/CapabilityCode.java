package io.kuberouter.bgp.number;

import java.util.Optional;

/**
 * Capabilities that are understood; <a
 * href="https://www.iana.org/assignments/capability-codes/capability-codes.xhtml">Capability
 * Codes</a>.
 */
public enum CapabilityCode {
  /** RFC 4760 section 8. */
  MULTIPROTOCOL(1),
  /** RFC 2918. */
  ROUTE_REFRESH(2),
  /** RFC 8950. */
  EXTENDED_NEXT_HOP(5),
  /** RFC 8654. */
  EXTENDED_MESSAGE(6),
  /** RFC 9234. */
  ROLE(9),
  /** RFC 4724. */
  GRACEFUL_RESTART(64),
  /** RFC 6793. */
  FOUR_OCTET_AS(65),
  /** RFC 7911. */
  ADD_PATH(69),
  /** RFC 7313. */
  ENHANCED_ROUTE_REFRESH(70),
  /** RFC 9494. */
  LONG_LIVED_GRACEFUL_RESTART(71),
  /** draft-walton-bgp-hostname-capability. */
  FQDN(73),
  /** draft-abraitis-bgp-version-capability. */
  SOFTWARE_VERSION(75);

  private final int code;

  CapabilityCode(int code) {
    this.code = code;
  }

  /** {@return the code} */
  public int code() {
    return code;
  }

  /** {@return the capability of a code, absent when it is not understood} */
  public static Optional<CapabilityCode> of(int code) {
    for (CapabilityCode capability : values()) {
      if (capability.code == code) {
        return Optional.of(capability);
      }
    }
    return Optional.empty();
  }
}
