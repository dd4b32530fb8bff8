package io.kuberouter.sync.config;

import io.kuberouter.bgp.session.Secret;
import java.util.Base64;
import java.util.Optional;

/** Numbers and passwords of BGP neighbours as flags and annotations write them. */
public final class PeerNumbers {

  /** The port of BGP. */
  public static final int PORT = 179;

  private PeerNumbers() {}

  /** {@return an AS number that a neighbour may have, in any base that Go's parser takes} */
  public static long asn(String name, String text) {
    long asn = number(name, text, 4_294_967_294L);
    if (asn == 23456 || (asn >= 64000 && asn <= 64511) || (asn >= 65535 && asn <= 131071)) {
      throw new IllegalArgumentException(
          name + ": " + text + " is not an AS number that is not reserved");
    }
    return asn;
  }

  /** {@return a port} */
  public static int port(String name, String text) {
    return (int) number(name, text, 65_535);
  }

  /** {@return a number from 1 on} */
  public static long number(String name, String text, long highest) {
    try {
      long value = Long.decode(text.strip());
      if (value >= 1 && value <= highest) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": not a number: " + text, e);
    }
    throw new IllegalArgumentException(name + ": " + text + ": 1 to " + highest);
  }

  /**
   * {@return a password of base64, none when there is nothing}
   *
   * @throws IllegalArgumentException without the text
   */
  public static Optional<Secret> password(String name, String base64) {
    String text = base64.replaceAll("[\\r\\n]", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": a password is not in base64");
    }
    if (octets.length == 0 || octets.length > Secret.LONGEST) {
      throw new IllegalArgumentException(
          name + ": a password has " + octets.length + " octets: 1 to 80");
    }
    return Optional.of(Secret.of(octets));
  }
}
