package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.LabelSelector;
import io.kuberouter.sync.cluster.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Chooses pods by labels of their own and of their namespace.
 *
 * @param namespace the only namespace, when it is fixed
 * @param namespaces labels of the namespace otherwise
 */
record PodSelection(Optional<String> namespace, LabelSelector namespaces, LabelSelector pods) {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  static PodSelection in(String namespace, LabelSelector pods) {
    return new PodSelection(Optional.of(namespace), LabelSelector.ALL, pods);
  }

  static PodSelection across(LabelSelector namespaces, LabelSelector pods) {
    return new PodSelection(
        Optional.ofNullable(namespaces.matchLabels().get(NAME_LABEL)), namespaces, pods);
  }

  boolean matches(ObjectKey pod, Map<String, String> labels, Map<String, String> namespaceLabels) {
    return (namespace.isEmpty() || namespace.get().equals(pod.namespace()))
        && namespaces.matches(namespaceLabels)
        && pods.matches(labels);
  }

  /** {@return the narrowest bucket that holds every pod that can match} */
  String bucket() {
    String prefix = namespace.orElse("");
    return new TreeMap<>(pods.matchLabels())
        .entrySet().stream()
            .findFirst()
            .map(e -> bucket(prefix, e.getKey(), e.getValue()))
            .orElse(bucket(prefix));
  }

  static String bucket(String namespace) {
    return namespace + "\n";
  }

  static String bucket(String namespace, String key, String value) {
    return namespace + "\n" + key + "=" + value;
  }
}
