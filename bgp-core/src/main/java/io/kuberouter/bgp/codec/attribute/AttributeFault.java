package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.UpdateSubcode;

/**
 * What is wrong with an attribute, and what is done about it.
 *
 * @param subcode that RFC 4271 section 6.3 has for it
 * @param attribute its flags, type, length and value as they came; none when it is missing
 * @param detail what was found and expected, for people
 */
public record AttributeFault(
    int typeCode,
    Treatment treatment,
    UpdateSubcode subcode,
    OctetString attribute,
    String detail) {

  private static final int SHOWN = 48;

  /** What is done, from mildest to strongest: RFC 7606 section 2. */
  public enum Treatment {
    /** The attribute is left out, the routes stay. */
    DISCARD,
    /** The routes of the UPDATE are withdrawn. */
    TREAT_AS_WITHDRAW,
    /** The session ends with a NOTIFICATION. */
    RESET_SESSION
  }

  /**
   * {@return what the neighbour is told when the session is reset; RFC 4271 section 6.3 has the
   * erroneous attribute as its data, or the type of a missing one}
   */
  public NotificationMessage notification() {
    OctetString data =
        switch (subcode) {
          case UNRECOGNIZED_WELL_KNOWN,
              ATTRIBUTE_FLAGS,
              ATTRIBUTE_LENGTH,
              INVALID_ORIGIN,
              INVALID_NEXT_HOP,
              OPTIONAL_ATTRIBUTE ->
              attribute;
          case MISSING_WELL_KNOWN -> OctetString.of((byte) typeCode);
          case UNSPECIFIC, MALFORMED_ATTRIBUTE_LIST, INVALID_NETWORK_FIELD, MALFORMED_AS_PATH ->
              OctetString.EMPTY;
        };
    return NotificationMessage.update(subcode, data);
  }

  /**
   * {@return as {@code ORIGIN: value 7 (treated as withdraw), octets 40010107}: of many octets the
   * first}
   */
  @Override
  public String toString() {
    String done =
        switch (treatment) {
          case DISCARD -> "attribute discarded";
          case TREAT_AS_WITHDRAW -> "treated as withdraw";
          case RESET_SESSION -> "session reset";
        };
    String text = AttributeType.name(typeCode) + ": " + detail + " (" + done + ")";
    return attribute.length() == 0 ? text : text + ", octets " + excerpt();
  }

  private String excerpt() {
    String digits = attribute.toString();
    return attribute.length() <= SHOWN ? digits : digits.substring(0, 2 * SHOWN) + "…";
  }
}
