package io.kuberouter.ipvs;

import java.util.Locale;
import java.util.Optional;

/** The transport protocols that IPVS balances. */
public enum Protocol {
  TCP(6),
  UDP(17),
  SCTP(132);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /** {@return the IP protocol number} */
  public int number() {
    return number;
  }

  /** {@return the protocol of a number, if IPVS balances it} */
  public static Optional<Protocol> ofNumber(int number) {
    return switch (number) {
      case 6 -> Optional.of(TCP);
      case 17 -> Optional.of(UDP);
      case 132 -> Optional.of(SCTP);
      default -> Optional.empty();
    };
  }

  /**
   * {@return the protocol of a number}
   *
   * @throws IllegalArgumentException when IPVS has no such protocol
   */
  public static Protocol of(int number) {
    return ofNumber(number)
        .orElseThrow(() -> new IllegalArgumentException("IPVS knows no IP protocol " + number));
  }

  /**
   * {@return the protocol of a name, in any case}
   *
   * @throws IllegalArgumentException when IPVS has no such protocol
   */
  public static Protocol parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
