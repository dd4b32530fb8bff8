package io.kuberouter.bgp.number;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Octets that are kept as they came: a value, unlike an array. */
public final class OctetString {

  /** None. */
  public static final OctetString EMPTY = new OctetString(new byte[0]);

  private final byte[] octets;

  private OctetString(byte[] octets) {
    this.octets = octets;
  }

  /** {@return a copy of the octets} */
  public static OctetString of(byte... octets) {
    return octets.length == 0 ? EMPTY : new OctetString(octets.clone());
  }

  /** {@return the octets between position and limit, which are consumed} */
  public static OctetString take(ByteBuffer in) {
    if (!in.hasRemaining()) {
      return EMPTY;
    }
    byte[] octets = new byte[in.remaining()];
    in.get(octets);
    return new OctetString(octets);
  }

  /** {@return the octets of hexadecimal digits} */
  public static OctetString parseHex(String digits) {
    return new OctetString(HexFormat.of().parseHex(digits));
  }

  /** {@return how many} */
  public int length() {
    return octets.length;
  }

  /** {@return one of them, 0 to 255} */
  public int at(int index) {
    return octets[index] & 0xff;
  }

  /** Appends them to a buffer. */
  public void put(ByteBuffer out) {
    out.put(octets);
  }

  /** {@return them to read, without a way to change them} */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  /** {@return a copy} */
  public byte[] toArray() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OctetString o && Arrays.equals(octets, o.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** {@return in hexadecimal} */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
