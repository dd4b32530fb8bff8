package io.kuberouter.nftables;

import java.util.Map;
import java.util.OptionalInt;

/** The names of priorities, {@code nft(8)}: {@code dstnat} is -100, and -300 in a bridge. */
public final class Priorities {

  private static final Map<String, Integer> IP =
      Map.of(
          "raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100);

  private static final Map<String, Integer> BRIDGE =
      Map.of("dstnat", -300, "filter", -200, "out", 100, "srcnat", 300);

  private Priorities() {}

  /** {@return the number of a name, with a sum as in {@code filter - 5}; or of a number} */
  public static OptionalInt parse(Family family, String text) {
    String[] words = text.strip().split(" +", -1);
    Map<String, Integer> names = family == Family.BRIDGE ? BRIDGE : IP;
    if (words.length == 3 && names.containsKey(words[0]) && words[2].matches("\\d{1,9}")) {
      int sum = Integer.parseInt(words[2]);
      int base = names.get(words[0]);
      return switch (words[1]) {
        case "+" -> OptionalInt.of(base + sum);
        case "-" -> OptionalInt.of(base - sum);
        default -> OptionalInt.empty();
      };
    }
    if (words.length == 1 && words[0].matches("-?\\d{1,9}")) {
      return OptionalInt.of(Integer.parseInt(words[0]));
    }
    return words.length == 1 && names.containsKey(words[0])
        ? OptionalInt.of(names.get(words[0]))
        : OptionalInt.empty();
  }
}
