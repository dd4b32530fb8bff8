package io.kuberouter.netfilter.ipset;

import java.nio.charset.StandardCharsets;

/** What may name a set or a device. */
final class SetNames {

  private SetNames() {}

  static void check(String name, int most) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > most || name.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "name \"" + name + "\": 1 to " + most + " bytes without zero expected, found " + length);
    }
  }
}
