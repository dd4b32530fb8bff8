package io.kuberouter.nftables.json;

import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259). One value a text, at most 100 values deep. */
public final class JsonReader {

  private static final int DEEPEST = 100;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * {@return the value}
   *
   * @throws ParseException with line and column of the first fault
   */
  public static Json parse(String text) throws ParseException {
    JsonReader reader = new JsonReader(text);
    Json value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("the end");
    }
    return value;
  }

  private ParseException wrong(String expected) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < Math.min(at, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the text";
    return new ParseException(line, at - start + 1, expected + " expected, found " + found);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws ParseException {
    if (!skip(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private Json value(int depth) throws ParseException {
    space();
    if (depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " values in each other");
    }
    char c = at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      default -> number();
    };
  }

  private Json word(String word, Json value) throws ParseException {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private Json object(int depth) throws ParseException {
    expect('{');
    Map<String, Json> members = new LinkedHashMap<>();
    if (skip('}')) {
      return new Json.Obj(members);
    }
    do {
      space();
      if (at >= text.length() || text.charAt(at) != '"') {
        throw wrong("a member's name");
      }
      String name = string();
      expect(':');
      members.put(name, value(depth + 1));
    } while (skip(','));
    expect('}');
    return new Json.Obj(members);
  }

  private Json array(int depth) throws ParseException {
    expect('[');
    List<Json> items = new ArrayList<>();
    if (skip(']')) {
      return new Json.Arr(items);
    }
    do {
      items.add(value(depth + 1));
    } while (skip(','));
    expect(']');
    return new Json.Arr(items);
  }

  private Json number() throws ParseException {
    int from = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      digits();
    }
    return new Json.Num(text.substring(from, at));
  }

  private void digits() throws ParseException {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong("a value");
    }
  }

  private String string() throws ParseException {
    at++;
    int from = at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      plain();
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return text.substring(from, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(from, at));
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
        out.append(escape());
      } else {
        out.append(plain());
      }
    }
    if (at >= text.length()) {
      throw wrong("'\"'");
    }
    at++;
    return out.toString();
  }

  private char plain() throws ParseException {
    if (text.charAt(at) < ' ') {
      throw wrong("an escaped control character");
    }
    return text.charAt(at++);
  }

  private char escape() throws ParseException {
    char c = at < text.length() ? text.charAt(at) : 0;
    int place = "\"\\/bfnrt".indexOf(c);
    if (place >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(place);
    }
    if (c != 'u' || at + 5 > text.length()) {
      throw wrong("an escape");
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      char hex = text.charAt(at);
      int digit = hex < 128 ? Character.digit(hex, 16) : -1;
      if (digit < 0) {
        throw wrong("a hexadecimal digit");
      }
      value = value << 4 | digit;
    }
    at++;
    return (char) value;
  }
}
