package io.kuberouter.iptables.text;

import java.util.ArrayList;
import java.util.List;

/** Words of a rule; quotes keep blanks, a backslash takes the next letter as it is. */
final class Tokens {

  /** A word, and whether it stood in quotes. */
  record Token(String text, boolean quoted) {
    boolean isOption() {
      return !quoted && text.length() > 1 && text.charAt(0) == '-';
    }

    boolean isNot() {
      return !quoted && text.equals("!");
    }
  }

  private Tokens() {}

  static List<Token> of(String text) throws ParseException {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '"') {
        StringBuilder word = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
          if (text.charAt(at) == '\\' && at + 1 < text.length()) {
            at++;
          }
          word.append(text.charAt(at++));
        }
        if (at == text.length()) {
          throw new ParseException(0, "a quote is not closed: " + text);
        }
        at++;
        tokens.add(new Token(word.toString(), true));
      } else {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
          at++;
        }
        tokens.add(new Token(text.substring(start, at), false));
      }
    }
    return tokens;
  }
}
