package io.kuberouter.bgp.bfd;

import io.kuberouter.bgp.number.OctetString;

/**
 * The end of a control packet whose A bit is set (RFC 5880 section 4.1), kept as it came.
 *
 * @param type 0 to 255: 1 Simple Password, 2 and 3 Keyed MD5, 4 and 5 Keyed SHA1
 * @param data what follows Auth Type and Auth Len, at most 229 octets; may hold a password
 */
public record AuthenticationSection(int type, OctetString data) {

  /** Octets of the longest packet are counted in one octet: 255, less 24 and 2. */
  public static final int LONGEST_DATA = 229;

  public AuthenticationSection {
    if (type < 0 || type > 255 || data.length() > LONGEST_DATA) {
      throw new IllegalArgumentException(
          "authentication section of type " + type + " with " + data.length() + " octets");
    }
  }

  /** {@return type and length: the data may be a password} */
  @Override
  public String toString() {
    return "type " + type + ", " + data.length() + " octets";
  }
}
