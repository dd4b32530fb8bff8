package io.kuberouter.sync.watch;

import io.kuberouter.sync.watch.Tree.FieldException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What objects of several kinds hold alike. */
final class Fields {

  private Fields() {}

  static Map<String, String> labels(Tree tree) {
    return tree.get("metadata", "labels").strings();
  }

  static Map<String, String> annotations(Tree tree) {
    Map<String, String> ours = new LinkedHashMap<>(tree.get("metadata", "annotations").strings());
    ours.keySet().removeIf(k -> !k.startsWith("kube-router.io/"));
    return ours;
  }

  static int portNumber(Tree tree) {
    int port = tree.number(-1);
    if (port < 1 || port > 65535) {
      throw new FieldException(tree.path(), "a port from 1 to 65535", tree.value());
    }
    return port;
  }

  static String protocol(Tree port) {
    return port.get("protocol").textNotEmpty("TCP");
  }
}
