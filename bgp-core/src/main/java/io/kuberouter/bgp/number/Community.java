package io.kuberouter.bgp.number;

/**
 * A community (RFC 1997): usually an AS and a number that this AS gives a meaning.
 *
 * @param value its four octets
 */
public record Community(int value) implements Comparable<Community> {

  /** {@return the community {@code asn:number}, each 0 to 65535} */
  public static Community of(int asn, int number) {
    if (asn < 0 || asn > 0xffff || number < 0 || number > 0xffff) {
      throw new IllegalArgumentException("community " + asn + ":" + number);
    }
    return new Community((asn << 16) | number);
  }

  /** {@return the community of {@code 64512:100}, a decimal number, or a well-known name} */
  public static Community parse(String text) {
    for (WellKnownCommunity known : WellKnownCommunity.values()) {
      if (known.text().equals(text)) {
        return known.community();
      }
    }
    if (text.matches("\\d{1,5}:\\d{1,5}")) {
      int colon = text.indexOf(':');
      return of(
          Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
    if (text.matches("\\d{1,10}") && Long.parseLong(text) <= 0xffff_ffffL) {
      return new Community((int) Long.parseLong(text));
    }
    throw new IllegalArgumentException("not a community: " + text);
  }

  /** {@return the first half} */
  public int asn() {
    return value >>> 16;
  }

  /** {@return the second half} */
  public int number() {
    return value & 0xffff;
  }

  @Override
  public int compareTo(Community other) {
    return Integer.compareUnsigned(value, other.value);
  }

  /** {@return the well-known name, or {@code asn:number}} */
  @Override
  public String toString() {
    for (WellKnownCommunity known : WellKnownCommunity.values()) {
      if (known.community().value == value) {
        return known.text();
      }
    }
    return asn() + ":" + number();
  }
}
