package io.kuberouter.nftables.json;

import java.util.List;
import java.util.Map;

/** Prints JSON on one line, spaced as {@code nft -j} does. */
public final class JsonWriter {

  private JsonWriter() {}

  /** {@return the text} */
  public static String format(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Json value, StringBuilder out) {
    if (value instanceof Json.Obj object) {
      String before = "{";
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        out.append(before);
        string(member.getKey(), out);
        out.append(": ");
        write(member.getValue(), out);
        before = ", ";
      }
      out.append(object.members().isEmpty() ? "{}" : "}");
    } else if (value instanceof Json.Arr array) {
      items(array.items(), out);
    } else if (value instanceof Json.Str string) {
      string(string.value(), out);
    } else if (value instanceof Json.Num number) {
      out.append(number.text());
    } else if (value instanceof Json.Bool bool) {
      out.append(bool.value());
    } else {
      out.append("null");
    }
  }

  private static void items(List<Json> items, StringBuilder out) {
    String before = "[";
    for (Json item : items) {
      out.append(before);
      write(item, out);
      before = ", ";
    }
    out.append(items.isEmpty() ? "[]" : "]");
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int place = "\"\\\b\f\n\r\t".indexOf(c);
      if (place >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(place));
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
