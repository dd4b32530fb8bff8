package io.kuberouter.iptables.text;

import io.kuberouter.text.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A word of a rule.
 *
 * @param text without quotes, and without backslashes that stood in them
 * @param quoted whether it begins with a quote, so it is no option
 * @param start offset of its first byte
 * @param end offset behind its last byte
 */
record Word(String text, boolean quoted, int start, int end) {

  boolean isNot() {
    return !quoted && text.equals("!");
  }

  boolean isOption() {
    return !quoted && text.length() > 1 && text.charAt(0) == '-';
  }

  /**
   * {@return the words of a part of a text; quotes keep blanks; in them, a backslash keeps the next
   * letter}
   */
  static List<Word> of(byte[] source, int from, int to) throws ParseException {
    List<Word> words = new ArrayList<>();
    int at = from;
    while (at < to) {
      if (isBlank(source[at])) {
        at++;
        continue;
      }
      int start = at;
      boolean plain = true;
      while (at < to && !isBlank(source[at]) && plain) {
        plain = source[at] != '"';
        at += plain ? 1 : 0;
      }
      if (plain) {
        words.add(new Word(text(source, start, at), false, start, at));
      } else {
        at = escaped(source, start, to, words);
      }
    }
    return words;
  }

  private static int escaped(byte[] source, int start, int to, List<Word> words)
      throws ParseException {
    byte[] bytes = new byte[to - start];
    int length = 0;
    boolean inQuotes = false;
    boolean quoted = source[start] == '"';
    int at = start;
    for (; at < to && (inQuotes || !isBlank(source[at])); at++) {
      byte c = source[at];
      if (c == '"') {
        inQuotes = !inQuotes;
      } else {
        if (c == '\\' && inQuotes && at + 1 < to) {
          c = source[++at];
        }
        bytes[length++] = c;
      }
    }
    if (inQuotes) {
      throw new ParseException("a quote is not closed: " + text(source, start, to));
    }
    words.add(new Word(text(bytes, 0, length), quoted, start, at));
    return at;
  }

  private static String text(byte[] source, int from, int to) {
    return new String(source, from, to - from, StandardCharsets.UTF_8);
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
