package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/** Prefixes ↔ octets (RFC 4271 section 4.3, RFC 7911 section 3); {@link Nlri} keeps them packed. */
public final class PrefixCodec {

  private PrefixCodec() {}

  /**
   * Reads the octets between position and limit.
   *
   * @throws MalformedAttributeException RFC 7606 section 5.3: a length is too large, or octets are
   *     missing; with the subcode that RFC 4760 section 7 has for the attributes that hold prefixes
   */
  public static Nlri decode(AddressFamily family, boolean addPath, ByteBuffer in)
      throws MalformedAttributeException {
    try {
      return Nlri.take(family, addPath, in);
    } catch (IllegalArgumentException e) {
      throw new MalformedAttributeException(
          UpdateSubcode.OPTIONAL_ATTRIBUTE, String.valueOf(e.getMessage()));
    }
  }

  /** Appends the prefixes. */
  public static void encode(Nlri nlri, ByteBuffer out) {
    nlri.put(out);
  }
}
