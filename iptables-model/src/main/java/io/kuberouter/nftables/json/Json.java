package io.kuberouter.nftables.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. */
public sealed interface Json {

  /** An object; members in their order, which is no part of equality. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** {@return a member} */
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Str(String value) implements Json {}

  /** A number, as it was written. */
  record Num(String text) implements Json {
    /** {@return the number, or empty where it is no integer of 63 bits} */
    public Optional<Long> value() {
      try {
        return Optional.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {}

  /** {@code null}. */
  record Null() implements Json {}

  /** {@return a string} */
  static Json of(String value) {
    return new Str(value);
  }

  /** {@return an integer} */
  static Json of(long value) {
    return new Num(Long.toString(value));
  }

  /** {@return an object of one member} */
  static Obj of(String name, Json value) {
    return new Obj(Map.of(name, value));
  }

  /** {@return an array} */
  static Arr array(List<? extends Json> items) {
    return new Arr(new ArrayList<>(items));
  }
}
