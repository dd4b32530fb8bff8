package io.kuberouter.bgp.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds values in what tools print for people. */
final class Text {

  private Text() {}

  /** {@return the first group where a pattern first matches, or nothing} */
  static String first(String text, String regex) {
    Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
    return matcher.find() ? matcher.group(1).strip() : "";
  }

  /** {@return the first group wherever a pattern matches} */
  static List<String> all(String text, String regex) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1).strip());
    }
    return found;
  }

  /** {@return words that are kept apart by blanks, commas or brackets} */
  static List<String> words(String text) {
    return List.of(text.split("[\\s,()\\[\\]{}]+")).stream().filter(w -> !w.isEmpty()).toList();
  }

  /** {@return the parts of a text that begin where a pattern matches} */
  static List<String> parts(String text, String regex) {
    List<Integer> begins = new ArrayList<>();
    Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
    while (matcher.find()) {
      begins.add(matcher.start());
    }
    begins.add(text.length());
    List<String> parts = new ArrayList<>();
    for (int i = 0; i + 1 < begins.size(); i++) {
      parts.add(text.substring(begins.get(i), begins.get(i + 1)));
    }
    return parts;
  }

  /** How many UPDATEs went to a neighbour and came from it. */
  record Updates(long sent, long received) {}

  /** {@return the counts of a line that begins with the word, first of those that were sent} */
  static Updates updates(String text) {
    return new Updates(
        number(first(text, "Updates:?\\s+(\\d+)")),
        number(first(text, "Updates:?\\s+\\d+\\s+(\\d+)")));
  }

  /** {@return a number, 0 where nothing was found} */
  static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
