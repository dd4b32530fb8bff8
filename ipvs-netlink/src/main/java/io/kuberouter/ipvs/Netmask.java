package io.kuberouter.ipvs;

import java.util.OptionalInt;

/**
 * How much of a client's address persistence looks at ({@code ipvsadm -M}).
 *
 * @param ipv6 whether it is of an IPv6 service
 * @param value for IPv4 the mask, which need be no prefix: {@code 0xffffff00}; for IPv6 the length,
 *     1 to 128
 */
public record Netmask(boolean ipv6, int value) {
  public Netmask {
    if (ipv6 && (value < 0 || value > 128)) {
      throw new IllegalArgumentException("netmask of " + value + " bits, 0 to 128 expected");
    }
  }

  /** {@return the whole address: what services without persistence have} */
  public static Netmask whole(boolean ipv6) {
    return ipv6 ? new Netmask(true, 128) : new Netmask(false, -1);
  }

  /**
   * {@return the first bits of an address}
   *
   * @param length 0 to 32, or 0 to 128
   */
  public static Netmask ofLength(boolean ipv6, int length) {
    if (length < 0 || length > (ipv6 ? 128 : 32)) {
      throw new IllegalArgumentException("netmask of " + length + " bits");
    }
    return new Netmask(ipv6, ipv6 ? length : length == 0 ? 0 : -1 << (32 - length));
  }

  /** {@return how many first bits it takes; empty for a mask of IPv4 that is no prefix} */
  public OptionalInt length() {
    if (ipv6) {
      return OptionalInt.of(value);
    }
    int length = Integer.bitCount(value);
    return ofLength(false, length).value == value ? OptionalInt.of(length) : OptionalInt.empty();
  }

  /** {@return whether it takes the whole address} */
  public boolean isWhole() {
    return value == (ipv6 ? 128 : -1);
  }

  /** {@return as {@code ipvsadm -M} takes it: {@code 255.255.255.0} or {@code 64}} */
  @Override
  public String toString() {
    return ipv6
        ? Integer.toString(value)
        : (value >>> 24)
            + "."
            + ((value >>> 16) & 0xff)
            + "."
            + ((value >>> 8) & 0xff)
            + "."
            + (value & 0xff);
  }
}
