package io.kuberouter.bgp.number;

import java.util.Optional;

/**
 * Path attributes that are understood, each with the flags that its RFC demands; <a
 * href="https://www.iana.org/assignments/bgp-parameters/bgp-parameters.xhtml#bgp-parameters-2">BGP
 * Path Attributes</a>.
 */
public enum AttributeType {
  /** RFC 4271 section 5.1.1. */
  ORIGIN(1, AttributeType.WELL_KNOWN),
  /** RFC 4271 section 5.1.2. */
  AS_PATH(2, AttributeType.WELL_KNOWN),
  /** RFC 4271 section 5.1.3. */
  NEXT_HOP(3, AttributeType.WELL_KNOWN),
  /** RFC 4271 section 5.1.4. */
  MULTI_EXIT_DISC(4, AttributeType.OPTIONAL),
  /** RFC 4271 section 5.1.5. */
  LOCAL_PREF(5, AttributeType.WELL_KNOWN),
  /** RFC 4271 section 5.1.6. */
  ATOMIC_AGGREGATE(6, AttributeType.WELL_KNOWN),
  /** RFC 4271 section 5.1.7. */
  AGGREGATOR(7, AttributeType.OPTIONAL_TRANSITIVE),
  /** RFC 1997. */
  COMMUNITIES(8, AttributeType.OPTIONAL_TRANSITIVE),
  /** RFC 4456. */
  ORIGINATOR_ID(9, AttributeType.OPTIONAL),
  /** RFC 4456. */
  CLUSTER_LIST(10, AttributeType.OPTIONAL),
  // 11-13: deprecated
  /** RFC 4760 section 3. */
  MP_REACH_NLRI(14, AttributeType.OPTIONAL),
  /** RFC 4760 section 4. */
  MP_UNREACH_NLRI(15, AttributeType.OPTIONAL),
  /** RFC 4360. */
  EXTENDED_COMMUNITIES(16, AttributeType.OPTIONAL_TRANSITIVE),
  /** RFC 6793. */
  AS4_PATH(17, AttributeType.OPTIONAL_TRANSITIVE),
  /** RFC 6793. */
  AS4_AGGREGATOR(18, AttributeType.OPTIONAL_TRANSITIVE),
  // 19-31: not understood, and preserved as unknown ones
  /** RFC 8092. */
  LARGE_COMMUNITY(32, AttributeType.OPTIONAL_TRANSITIVE),
  // 33-34: not understood
  /** {@code Only to Customer (OTC)}: RFC 9234 section 5. */
  ONLY_TO_CUSTOMER(35, AttributeType.OPTIONAL_TRANSITIVE);

  /** Flag bit 0: the attribute is optional. */
  public static final int OPTIONAL_BIT = 0x80;

  /** Flag bit 1: the attribute is passed on. */
  public static final int TRANSITIVE_BIT = 0x40;

  /** Flag bit 2: a speaker on the way did not understand the attribute. */
  public static final int PARTIAL_BIT = 0x20;

  /** Flag bit 3: the length has two octets. */
  public static final int EXTENDED_LENGTH_BIT = 0x10;

  private static final int WELL_KNOWN = TRANSITIVE_BIT;
  private static final int OPTIONAL = OPTIONAL_BIT;
  private static final int OPTIONAL_TRANSITIVE = OPTIONAL_BIT | TRANSITIVE_BIT;

  private final int code;
  private final int flags;

  AttributeType(int code, int flags) {
    this.code = code;
    this.flags = flags;
  }

  /** {@return the type code} */
  public int code() {
    return code;
  }

  /** {@return the Optional and Transitive bits as they must be} */
  public int flags() {
    return flags;
  }

  /** {@return whether it is optional and transitive, so that the Partial bit has a meaning} */
  public boolean optionalTransitive() {
    return flags == OPTIONAL_TRANSITIVE;
  }

  /** {@return the attribute of a type code, absent when it is not understood} */
  public static Optional<AttributeType> of(int code) {
    for (AttributeType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** {@return the registry's name, or {@code attribute 99}} */
  public static String name(int code) {
    return of(code).map(AttributeType::name).orElse("attribute " + code);
  }
}
