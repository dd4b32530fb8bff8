package io.kuberouter.netlink;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: a hardware address, or an attribute that is kept without being understood. */
public final class Octets {

  /** No bytes. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** {@return the value of these bytes, which are copied} */
  public static Octets of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
  }

  /**
   * {@return the value of text such as {@code 02:00:00:00:00:01}}
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public static Octets parse(String text) {
    return of(HexFormat.ofDelimiter(":").parseHex(text));
  }

  /** {@return a copy} */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** {@return how many bytes} */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@return as {@code 02:00:00:00:00:01}} */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(bytes);
  }
}
