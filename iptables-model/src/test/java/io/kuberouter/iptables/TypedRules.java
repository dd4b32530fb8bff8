package io.kuberouter.iptables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rules as people type them beside what {@code iptables -S} lists after they were loaded. */
public record TypedRules(IpFamily family, String table, String chain, String typed, String listed) {

  /** {@return all of {@code typed.txt}, for each family on its own} */
  public static List<TypedRules> all() throws IOException {
    List<TypedRules> rules = new ArrayList<>();
    try (InputStream in = TypedRules.class.getResourceAsStream("typed.txt")) {
      if (in == null) {
        throw new IOException("typed.txt is not among the test resources");
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      for (int i = 0; i + 1 < lines.size(); i += 2) {
        String[] words = lines.get(i).split(" ", 4);
        String chain = words[2].substring(0, words[2].length() - 1);
        for (char digit : words[0].toCharArray()) {
          rules.add(
              new TypedRules(
                  digit == '4' ? IpFamily.IPV4 : IpFamily.IPV6,
                  words[1],
                  chain,
                  words[3].strip(),
                  lines.get(i + 1).strip()));
        }
      }
    }
    return rules;
  }
}
