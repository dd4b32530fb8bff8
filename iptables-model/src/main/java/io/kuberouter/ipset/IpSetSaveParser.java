package io.kuberouter.ipset;

import io.kuberouter.iptables.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@code ipset save} prints. */
public final class IpSetSaveParser {

  private IpSetSaveParser() {}

  /**
   * {@return the sets by name, in order}
   *
   * @throws ParseException with the line that is wrong
   */
  public static Map<String, IpSet> parse(String text) throws ParseException {
    Map<String, IpSet> sets = new LinkedHashMap<>();
    Map<String, Map<String, SetElement>> elements = new LinkedHashMap<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split(" ", 4);
      if (words[0].equals("create") && words.length >= 3) {
        String options = words.length > 3 ? words[3] : "";
        boolean six = (" " + options + " ").contains(" family inet6 ");
        sets.put(words[1], new IpSet(words[1], words[2], six, options, Map.of()));
        elements.put(words[1], new LinkedHashMap<>());
      } else if (words[0].equals("add") && words.length >= 3) {
        Map<String, SetElement> of = elements.get(words[1]);
        if (of == null) {
          throw new ParseException(number, "an element of " + words[1] + ", which is not there");
        }
        boolean nomatch = words.length > 3 && (" " + words[3] + " ").contains(" nomatch ");
        of.put(words[2], new SetElement(words[2], nomatch));
      } else {
        throw new ParseException(number, "create or add expected, found: " + line);
      }
    }
    sets.replaceAll(
        (name, set) ->
            new IpSet(
                name,
                set.type(),
                set.ipv6(),
                set.options(),
                elements.getOrDefault(name, Map.of())));
    return sets;
  }
}
