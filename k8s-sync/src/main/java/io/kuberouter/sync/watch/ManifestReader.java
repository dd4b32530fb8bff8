package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML text (JSON is YAML) → objects. Documents are read one by one, lists and dumps item by item:
 * a broken one is reported with file and line, and the others are taken.
 */
final class ManifestReader {

  private ManifestReader() {}

  /** What was not taken. */
  record Rejection(String subject, String reason) {}

  /** The objects of one text, by key, and what was not taken. */
  record Result(Map<ObjectKey, ClusterObject> objects, List<Rejection> rejections) {}

  static Result read(String file, String text) {
    Result result = new Result(new LinkedHashMap<>(), new ArrayList<>());
    StringBuilder document = new StringBuilder();
    int start = 1;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.startsWith("---")) {
        document(file, start, document.toString(), result);
        document.setLength(0);
        start = number + 1;
        document.append(line.substring(3).strip());
        document.append(document.isEmpty() ? "" : "\n");
      } else {
        document.append(line).append('\n');
      }
    }
    document(file, start, document.toString(), result);
    return result;
  }

  private static void document(String file, int line, String text, Result result) {
    if (text.isBlank()) {
      return;
    }
    Object tree;
    try {
      tree = new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text);
    } catch (YamlEngineException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      result.rejections().add(new Rejection(file + ":" + line, "not YAML: " + reason));
      return;
    }
    if (tree != null) {
      object(file + ":" + line, new Tree("", tree), result);
    }
  }

  private static void object(String where, Tree tree, Result result) {
    String subject = where;
    try {
      String kind = tree.get("kind").text("");
      if (kind.equals("List") || (kind.endsWith("List") && tree.get("items").exists())) {
        String of = kind.substring(0, kind.length() - 4);
        for (Tree item : tree.get("items").list()) {
          object(where, typed(item, of), result);
        }
        return;
      }
      if (kind.isEmpty()) {
        throw new Tree.FieldException("kind: a manifest names its kind");
      }
      Optional<ObjectKey> key = ObjectReader.key(tree);
      if (key.isEmpty()) {
        return;
      }
      subject = where + " (" + key.get() + ")";
      if (result.objects().containsKey(key.get())) {
        throw new Tree.FieldException("the same object stands above; this one is left out");
      }
      result.objects().put(key.get(), ObjectReader.read(key.get(), tree));
    } catch (Tree.FieldException e) {
      result.rejections().add(new Rejection(subject, String.valueOf(e.getMessage())));
    }
  }

  /** The items of a typed list need not name their kind. */
  private static Tree typed(Tree item, String kind) {
    if (kind.isEmpty() || item.get("kind").exists() || !(item.value() instanceof Map<?, ?> map)) {
      return new Tree("", item.value());
    }
    Map<Object, Object> copy = new LinkedHashMap<>(map);
    copy.put("kind", kind);
    return new Tree("", copy);
  }
}
