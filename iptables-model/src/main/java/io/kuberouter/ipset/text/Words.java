package io.kuberouter.ipset.text;

import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** The words of one line; a word in double quotes may hold spaces. */
final class Words {

  /** A word and where it begins. */
  record Word(String text, int column) {}

  private final int line;
  private final int end;
  private final List<Word> words = new ArrayList<>();
  private int next;

  Words(int line, String text) throws ParseException {
    this.line = line;
    this.end = text.length() + 1;
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      int from = at;
      if (text.charAt(at) == '"') {
        at = text.indexOf('"', from + 1);
        if (at < 0 || (at + 1 < text.length() && text.charAt(at + 1) != ' ')) {
          throw new ParseException(line, from + 1, "a quoted word that does not end");
        }
        words.add(new Word(text.substring(from + 1, at++), from + 1));
      } else {
        while (at < text.length() && text.charAt(at) != ' ') {
          at++;
        }
        String word = text.substring(from, at);
        if (word.indexOf('"') >= 0 || word.chars().anyMatch(c -> c < ' ')) {
          throw new ParseException(line, from + 1, "a word with a character it may not hold");
        }
        words.add(new Word(word, from + 1));
      }
    }
  }

  boolean isEmpty() {
    return next >= words.size();
  }

  int left() {
    return words.size() - next;
  }

  Word next(String expected) throws ParseException {
    if (isEmpty()) {
      throw new ParseException(line, end, expected + " expected, found the end of the line");
    }
    return words.get(next++);
  }

  ParseException wrong(Word at, String expected) {
    return new ParseException(line, at.column(), expected + " expected, found: " + at.text());
  }

  /** A number; {@code 0x} begins a hexadecimal one. */
  long number(String what, long most) throws ParseException {
    Word word = next(what);
    long value = Numbers.parse(word.text(), most);
    if (value < 0) {
      throw wrong(word, what + " from 0 to " + most);
    }
    return value;
  }
}
