package io.kuberouter.sync.watch;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON value of a stream → maps, lists, texts, numbers; {@code managedFields} is left out. */
final class JsonTree {

  private JsonTree() {}

  static @Nullable Object read(JsonReader in) throws IOException {
    JsonToken token = in.peek();
    switch (token) {
      case BEGIN_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
          String name = in.nextName();
          if (name.equals("managedFields")) {
            in.skipValue();
          } else {
            map.put(name, read(in));
          }
        }
        in.endObject();
        return map;
      }
      case BEGIN_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
          list.add(read(in));
        }
        in.endArray();
        return list;
      }
      case STRING -> {
        return in.nextString();
      }
      case BOOLEAN -> {
        return in.nextBoolean();
      }
      case NULL -> {
        in.nextNull();
        return null;
      }
      case NUMBER -> {
        return number(in.nextString());
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
          throw new IOException("JSON ends within an object at " + in.getPath());
    }
    throw new AssertionError(token);
  }

  private static Object number(String text) throws IOException {
    try {
      return text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IOException("not a number in JSON: " + text, e);
    }
  }
}
