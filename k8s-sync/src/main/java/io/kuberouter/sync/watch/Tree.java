package io.kuberouter.sync.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a parsed document, read by type; an error names the path of the field. */
record Tree(String path, @Nullable Object value) {

  /** A field that is not what the API says. */
  static final class FieldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FieldException(String path, String expected, @Nullable Object found) {
      super(
          (path.isEmpty() ? "document" : path)
              + ": expected "
              + expected
              + ", found "
              + show(found));
    }

    FieldException(String message) {
      super(message);
    }

    private static String show(@Nullable Object found) {
      return found == null
          ? "nothing"
          : found instanceof String s
              ? "\"" + s + "\""
              : found instanceof Map ? "a map" : found instanceof List ? "a list" : "" + found;
    }
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** {@return the child; its value is null where there is none} */
  Tree get(String key) {
    if (value == null) {
      return new Tree(at(key), null);
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new FieldException(path, "a map", value);
    }
    return new Tree(at(key), map.get(key));
  }

  Tree get(String key, String next) {
    return get(key).get(next);
  }

  boolean exists() {
    return value != null;
  }

  String text(String otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String s) {
      return s;
    }
    boolean scalar = value instanceof Number || value instanceof Boolean;
    throw new FieldException(path, scalar ? "text (quote it)" : "text", value);
  }

  /** {@return the text; the API reads an empty one as absent where a field has a default} */
  String textNotEmpty(String otherwise) {
    String text = text(otherwise);
    return text.isEmpty() ? otherwise : text;
  }

  /** {@return a number as text, or text: the API's IntOrString} */
  String textOrNumber(String otherwise) {
    return value instanceof Number ? Integer.toString(number(0)) : text(otherwise);
  }

  int number(int otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number n && n.doubleValue() == n.intValue()) {
      return n.intValue();
    }
    throw new FieldException(path, "a number", value);
  }

  /** {@return a number within bounds, both included} */
  int number(int otherwise, int least, int most) {
    int number = number(otherwise);
    if (exists() && (number < least || number > most)) {
      throw new FieldException(path, "a number from " + least + " to " + most, value);
    }
    return number;
  }

  Optional<Boolean> bool() {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Boolean b) {
      return Optional.of(b);
    }
    throw new FieldException(path, "true or false", value);
  }

  List<Tree> list() {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new FieldException(path, "a list", value);
    }
    List<Tree> out = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      out.add(new Tree(path + "[" + i + "]", list.get(i)));
    }
    return out;
  }

  List<String> texts() {
    return list().stream().map(t -> t.text("")).filter(s -> !s.isEmpty()).toList();
  }

  Map<String, String> strings() {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new FieldException(path, "a map", value);
    }
    Map<String, String> out = new LinkedHashMap<>();
    map.forEach((k, v) -> out.put("" + k, new Tree(at("" + k), v).text("")));
    return out;
  }
}
