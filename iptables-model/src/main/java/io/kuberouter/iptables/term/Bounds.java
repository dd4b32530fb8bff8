package io.kuberouter.iptables.term;

/** The check of a number against what the kernel takes. */
public final class Bounds {

  private Bounds() {}

  /**
   * Checks a number.
   *
   * @throws IllegalArgumentException with the name, if it lies outside
   */
  public static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " from " + least + " to " + most + " expected, found " + value);
    }
  }
}
