package io.kuberouter.bgp.number;

/**
 * Address family identifiers; <a
 * href="https://www.iana.org/assignments/address-family-numbers/address-family-numbers.xhtml">Address
 * Family Numbers</a>. Others are plain numbers in an {@link AddressFamily}.
 */
public final class Afi {
  /** {@code IP (IP version 4)}. */
  public static final int IPV4 = 1;

  /** {@code IP6 (IP version 6)}. */
  public static final int IPV6 = 2;

  private Afi() {}
}
