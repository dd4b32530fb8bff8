package io.kuberouter.netfilter.ipset;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Numbers that must fit into their attributes, for those that do not would become others. */
final class SetRange {

  private static final long MOST = 0xffff_ffffL;

  private SetRange() {}

  static void u32(String what, long value) {
    if (value < 0 || value > MOST) {
      throw new IllegalArgumentException(what + " " + value + ": 0 to " + MOST);
    }
  }

  static void u32(String what, OptionalLong value) {
    value.ifPresent(v -> u32(what, v));
  }

  static void upTo(int most, String what, int value) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(what + " " + value + ": 0 to " + most);
    }
  }

  static void upTo(int most, String what, OptionalInt value) {
    value.ifPresent(v -> upTo(most, what, v));
  }
}
