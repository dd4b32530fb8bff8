package io.kuberouter.bgp.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key of TCP MD5 signatures (RFC 2385), which is never printed. */
public final class Secret {

  /** {@code TCP_MD5SIG_MAXKEYLEN}: octets of the longest key that Linux takes. */
  public static final int LONGEST = 80;

  private final byte[] octets;

  private Secret(byte[] octets) {
    if (octets.length == 0 || octets.length > LONGEST) {
      throw new IllegalArgumentException("a key of " + octets.length + " octets: 1 to " + LONGEST);
    }
    this.octets = octets;
  }

  /** {@return the key that is the text in UTF-8} */
  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the key} */
  public static Secret of(byte... octets) {
    return new Secret(octets.clone());
  }

  byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret o && Arrays.equals(octets, o.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** {@return nothing of the key} */
  @Override
  public String toString() {
    return "(secret)";
  }
}
