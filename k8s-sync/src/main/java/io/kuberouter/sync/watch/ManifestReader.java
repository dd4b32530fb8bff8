package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML text (JSON is YAML) → objects. Documents are read one by one, lists and dumps item by item:
 * a broken one is reported with file and line, and the others are taken.
 */
final class ManifestReader {

  private static final Pattern KIND = Pattern.compile("(?m)^kind:[ \\t]*([A-Za-z]+)");
  private static final Pattern NAME = Pattern.compile("(?m)^  name:[ \\t]*([A-Za-z0-9.-]+)");
  private static final Pattern NAMESPACE = Pattern.compile("(?m)^  namespace:[ \\t]*([a-z0-9-]+)");

  private ManifestReader() {}

  /**
   * What was not taken.
   *
   * @param key the object, where the text was good enough to know it
   */
  record Rejection(String subject, String reason, Optional<ObjectKey> key) {}

  /** An object and the line on which it begins. */
  record Located(ClusterObject object, int line) {}

  /** The objects of one text, by key, and what was not taken. */
  record Result(Map<ObjectKey, Located> objects, List<Rejection> rejections) {}

  static Result read(String file, String text) {
    Result result = new Result(new LinkedHashMap<>(), new ArrayList<>());
    StringBuilder document = new StringBuilder();
    int first = 1;
    int number = 0;
    for (String raw : (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1)) {
      number++;
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      boolean divider = line.startsWith("---") || line.startsWith("...");
      if (divider && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '\t')) {
        document(file, first, document.toString(), result);
        document.setLength(0);
        first = number;
        line = "   " + line.substring(3);
      } else if (line.startsWith("%") && document.toString().isBlank()) {
        line = ""; // a directive, which a document that stands alone does not need
      }
      document.append(line).append('\n');
    }
    document(file, first, document.toString(), result);
    return result;
  }

  private static void document(String file, int first, String text, Result result) {
    if (text.isBlank()) {
      return;
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new CoreSchema())
            .setCodePointLimit(Integer.MAX_VALUE) // a dump of all pods is large
            .build();
    String reason;
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      Object value = new StandardConstructor(settings).constructSingleDocument(node);
      if (node.isPresent() && value != null) {
        document(file, first, node.get(), new Tree("", value), result);
      }
      return;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      String where =
          mark.map(m -> ", line " + (first + m.getLine()) + " column " + (m.getColumn() + 1))
              .orElse("");
      reason = "not YAML: " + e.getProblem() + where;
    } catch (YamlEngineException e) {
      reason = "not YAML: " + e.getMessage();
    } catch (StackOverflowError e) {
      reason = "nested too deeply, or within itself";
    }
    int line = first;
    for (String before : text.split("\n", -1)) {
      if (!before.isBlank() && !before.stripLeading().startsWith("#")) {
        break;
      }
      line++;
    }
    result
        .rejections()
        .add(new Rejection(file + ":" + line + guess(text), reason, Optional.empty()));
  }

  /** What a broken document was meant to be, as far as its lines tell. */
  private static String guess(String text) {
    Matcher kind = KIND.matcher(text);
    Matcher name = NAME.matcher(text);
    if (!kind.find() || !name.find()) {
      return "";
    }
    Matcher namespace = NAMESPACE.matcher(text);
    String prefix = namespace.find() ? namespace.group(1) + "/" : "";
    return " (" + kind.group(1) + " " + prefix + name.group(1) + ")";
  }

  private static void document(String file, int first, Node node, Tree tree, Result result) {
    int line = line(node, first);
    List<Tree> items;
    String of;
    try {
      String kind = tree.get("kind").text("");
      if (!kind.equals("List") && !(kind.endsWith("List") && tree.get("items").exists())) {
        object(file, line, tree, result);
        return;
      }
      of = kind.substring(0, kind.length() - 4);
      items = tree.get("items").list();
    } catch (Tree.FieldException e) {
      String reason = String.valueOf(e.getMessage());
      result.rejections().add(new Rejection(file + ":" + line, reason, Optional.empty()));
      return;
    }
    List<Integer> lines = itemLines(node, first);
    for (int i = 0; i < items.size(); i++) {
      object(file, i < lines.size() ? lines.get(i) : line, typed(items.get(i), of), result);
    }
  }

  private static int line(Node node, int first) {
    return first + node.getStartMark().map(Mark::getLine).orElse(0);
  }

  /** The lines on which the entries of {@code items} begin. */
  private static List<Integer> itemLines(Node node, int first) {
    List<Integer> lines = new ArrayList<>();
    if (node instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals("items")
            && tuple.getValueNode() instanceof SequenceNode items) {
          items.getValue().forEach(item -> lines.add(line(item, first)));
        }
      }
    }
    return lines;
  }

  private static void object(String file, int line, Tree tree, Result result) {
    Optional<ObjectKey> key = Optional.empty();
    try {
      if (tree.get("kind").text("").isEmpty()) {
        throw new Tree.FieldException("kind: a manifest names its kind");
      }
      if (tree.get("kind").text("").equals("List")) {
        throw new Tree.FieldException(
            "kind: a List within a list; put its items into the outer one");
      }
      key = ObjectReader.key(tree);
      if (key.isPresent()) {
        Located above = result.objects().get(key.get());
        if (above != null) {
          throw new Tree.FieldException(
              "the same object stands in line " + above.line() + "; this one is left out");
        }
        result.objects().put(key.get(), new Located(ObjectReader.read(key.get(), tree), line));
      }
    } catch (Tree.FieldException e) {
      String subject = file + ":" + line + key.map(k -> " (" + k + ")").orElse("");
      result.rejections().add(new Rejection(subject, String.valueOf(e.getMessage()), key));
    }
  }

  /** The items of a typed list need not name their kind. */
  private static Tree typed(Tree item, String kind) {
    if (kind.isEmpty() || !(item.value() instanceof Map<?, ?> map) || map.get("kind") != null) {
      return item.value() == null ? new Tree("", Map.of()) : new Tree("", item.value());
    }
    Map<Object, Object> copy = new LinkedHashMap<>(map);
    copy.put("kind", kind);
    return new Tree("", copy);
  }
}
