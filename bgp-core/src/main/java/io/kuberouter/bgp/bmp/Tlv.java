package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.OctetString;
import java.nio.charset.StandardCharsets;

/**
 * A piece of information: what its type means depends on the message (RFC 7854 section 4.4).
 *
 * @param type 0 to 65535
 * @param value at most 65535 octets
 */
public record Tlv(int type, OctetString value) {

  /** {@code String}, UTF-8: of Initiation, Termination and Peer Up. */
  public static final int STRING = 0;

  /** {@code sysDescr} of Initiation: section 4.3. */
  public static final int SYS_DESCR = 1;

  /** {@code sysName} of Initiation: section 4.3. */
  public static final int SYS_NAME = 2;

  /** {@code VRF/Table Name} of Peer Up and Peer Down, UTF-8: RFC 9069 section 4.4. */
  public static final int TABLE_NAME = 3;

  /** {@code Reason} of Termination, two octets: section 4.5. */
  public static final int REASON = 1;

  /** {@code BGP Message} of Route Mirroring: section 4.7. */
  public static final int BGP_MESSAGE = 0;

  /** {@code Information} of Route Mirroring, two octets: section 4.7. */
  public static final int MIRROR_INFORMATION = 1;

  public Tlv {
    if (type < 0 || type > 0xffff || value.length() > 0xffff) {
      throw new IllegalArgumentException("type " + type + " of " + value.length() + " octets");
    }
  }

  /** {@return a piece of text} */
  public static Tlv text(int type, String text) {
    return new Tlv(type, OctetString.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@return a number of two octets} */
  public static Tlv code(int type, int code) {
    return new Tlv(type, OctetString.of((byte) (code >> 8), (byte) code));
  }

  /** {@return the value read as UTF-8} */
  public String text() {
    return StandardCharsets.UTF_8.decode(value.buffer()).toString();
  }
}
