package io.kuberouter.bgp.number;

/** Numbers of one octet, which are plain {@code int}s from 0 to 255. */
public final class Octet {

  private Octet() {}

  /** {@return the number, which must be 0 to 255} */
  public static int check(String what, int value) {
    if (value < 0 || value > 0xff) {
      throw new IllegalArgumentException(what + " " + value + ": 0 to 255");
    }
    return value;
  }
}
