package io.kuberouter.ipset;

/** Of a set's addresses. */
public enum Family {
  /** IPv4. */
  INET("inet", 32),
  /** IPv6. */
  INET6("inet6", 128);

  private final String text;
  private final int bits;

  Family(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /** {@return the word behind {@code family}} */
  public String text() {
    return text;
  }

  /** {@return the bits of an address} */
  public int bits() {
    return bits;
  }
}
