package io.kuberouter.bgp.number;

/**
 * A large community (RFC 8092): three numbers of four octets.
 *
 * @param global the AS that gives the others a meaning
 */
public record LargeCommunity(int global, int local1, int local2)
    implements Comparable<LargeCommunity> {

  /** {@return the community of {@code 4200000000:1:2}} */
  public static LargeCommunity parse(String text) {
    if (!text.matches("\\d{1,10}:\\d{1,10}:\\d{1,10}")) {
      throw new IllegalArgumentException("not a large community: " + text);
    }
    String[] parts = text.split(":", 3);
    try {
      return new LargeCommunity(
          Integer.parseUnsignedInt(parts[0]),
          Integer.parseUnsignedInt(parts[1]),
          Integer.parseUnsignedInt(parts[2]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a large community: " + text, e);
    }
  }

  @Override
  public int compareTo(LargeCommunity other) {
    int order = Integer.compareUnsigned(global, other.global);
    order = order != 0 ? order : Integer.compareUnsigned(local1, other.local1);
    return order != 0 ? order : Integer.compareUnsigned(local2, other.local2);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(global)
        + ":"
        + Integer.toUnsignedString(local1)
        + ":"
        + Integer.toUnsignedString(local2);
  }
}
