package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.UpdateSubcode;

/**
 * What is wrong with an attribute, and what is done about it.
 *
 * @param subcode that RFC 4271 section 6.3 has for it
 * @param detail what was found and expected, for people
 */
public record AttributeFault(
    int typeCode, Treatment treatment, UpdateSubcode subcode, String detail) {

  /** What is done, from mildest to strongest: RFC 7606 section 2. */
  public enum Treatment {
    /** The attribute is left out, the routes stay. */
    DISCARD,
    /** The routes of the UPDATE are withdrawn. */
    TREAT_AS_WITHDRAW,
    /** The session ends with a NOTIFICATION. */
    RESET_SESSION
  }

  /** {@return as {@code ORIGIN: value 7 (treat as withdraw)}} */
  @Override
  public String toString() {
    String done =
        switch (treatment) {
          case DISCARD -> "attribute discarded";
          case TREAT_AS_WITHDRAW -> "treated as withdraw";
          case RESET_SESSION -> "session reset";
        };
    return AttributeType.name(typeCode) + ": " + detail + " (" + done + ")";
  }
}
