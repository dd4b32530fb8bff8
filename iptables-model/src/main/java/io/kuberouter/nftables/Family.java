package io.kuberouter.nftables;

import java.util.Locale;
import java.util.Optional;

/** What packets a table sees; {@code nft(8)}, address families. */
public enum Family {
  /** IPv4. */
  IP,
  /** IPv6. */
  IP6,
  /** IPv4 and IPv6. */
  INET,
  /** ARP. */
  ARP,
  /** Frames that a bridge forwards. */
  BRIDGE,
  /** All frames of a device. */
  NETDEV;

  /** {@return the tool's word} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the family of a word} */
  public static Optional<Family> of(String text) {
    for (Family family : values()) {
      if (family.text().equals(text)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }
}
