package io.kuberouter.nftables.listing;

import io.kuberouter.nftables.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The members of an object, each asked for once; what was not asked for makes it unknown. */
final class Fields {

  /** A form that is not the known one. */
  static final class UnknownForm extends Exception {
    private static final long serialVersionUID = 1;

    UnknownForm() {
      super("not a known form", null, false, false);
    }
  }

  private final Map<String, Json> members;
  private final Set<String> asked = new HashSet<>();

  private Fields(Map<String, Json> members) {
    this.members = members;
  }

  /** The members of an object; none for null. */
  static Fields of(Json json) throws UnknownForm {
    if (json instanceof Json.Obj object) {
      return new Fields(object.members());
    }
    if (json instanceof Json.Null) {
      return new Fields(Map.of());
    }
    throw new UnknownForm();
  }

  Optional<Json> any(String name) {
    asked.add(name);
    return Optional.ofNullable(members.get(name));
  }

  Json need(String name) throws UnknownForm {
    return any(name).orElseThrow(UnknownForm::new);
  }

  Optional<String> text(String name) throws UnknownForm {
    Optional<Json> json = any(name);
    return json.isEmpty() ? Optional.empty() : Optional.of(text(json.get()));
  }

  static String text(Json json) throws UnknownForm {
    if (json instanceof Json.Str string) {
      return string.value();
    }
    throw new UnknownForm();
  }

  OptionalLong number(String name) throws UnknownForm {
    Optional<Json> json = any(name);
    return json.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(json.get()));
  }

  static long number(Json json) throws UnknownForm {
    if (json instanceof Json.Num number && number.value().isPresent()) {
      return number.value().get();
    }
    throw new UnknownForm();
  }

  OptionalInt integer(String name) throws UnknownForm {
    OptionalLong number = number(name);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    if (number.getAsLong() != (int) number.getAsLong()) {
      throw new UnknownForm();
    }
    return OptionalInt.of((int) number.getAsLong());
  }

  boolean bool(String name) throws UnknownForm {
    Optional<Json> json = any(name);
    if (json.isPresent() && json.get() instanceof Json.Bool bool) {
      return bool.value();
    }
    if (json.isPresent()) {
      throw new UnknownForm();
    }
    return false;
  }

  /** A list of words, or one word alone. */
  List<String> words(String name) throws UnknownForm {
    Optional<Json> json = any(name);
    if (json.isEmpty()) {
      return List.of();
    }
    if (!(json.get() instanceof Json.Arr array)) {
      return List.of(text(json.get()));
    }
    List<String> words = new ArrayList<>();
    for (Json item : array.items()) {
      words.add(text(item));
    }
    return words;
  }

  void done() throws UnknownForm {
    if (!asked.containsAll(members.keySet())) {
      throw new UnknownForm();
    }
  }

  /** An object put together, without what is absent. */
  static final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    Builder put(String name, String value) {
      return put(name, Json.of(value));
    }

    Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    Builder text(String name, Optional<String> value) {
      value.ifPresent(v -> put(name, v));
      return this;
    }

    Builder number(String name, OptionalLong value) {
      value.ifPresent(v -> put(name, v));
      return this;
    }

    Builder number(String name, OptionalInt value) {
      value.ifPresent(v -> put(name, v));
      return this;
    }

    Builder isTrue(String name, boolean value) {
      return value ? put(name, new Json.Bool(true)) : this;
    }

    /** One word alone, more as an array, none not at all. */
    Builder words(String name, List<String> words) {
      if (words.size() == 1) {
        return put(name, words.get(0));
      }
      return array(name, words);
    }

    Builder array(String name, List<String> words) {
      return words.isEmpty() ? this : put(name, Json.array(words.stream().map(Json::of).toList()));
    }

    Json.Obj build() {
      return new Json.Obj(members);
    }

    /** Null where there are no members. */
    Json orNull() {
      return members.isEmpty() ? new Json.Null() : build();
    }
  }
}
