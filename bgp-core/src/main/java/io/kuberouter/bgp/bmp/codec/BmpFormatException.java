package io.kuberouter.bgp.bmp.codec;

/** Octets that are not a BMP message as RFC 7854 has it. */
public final class BmpFormatException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates the exception: which field, what was found and expected. */
  public BmpFormatException(String detail) {
    super(detail, null, false, false);
  }

  /** Requires that so many octets are there. */
  static void need(java.nio.ByteBuffer in, int octets, String field) throws BmpFormatException {
    if (in.remaining() < octets) {
      throw new BmpFormatException(
          field + " needs " + octets + " octets, of which " + in.remaining() + " are there");
    }
  }
}
