package io.kuberouter.sync.cluster;

import java.util.Map;

/**
 * A Namespace, reduced.
 *
 * @param key kind NAMESPACE
 * @param labels with {@code kubernetes.io/metadata.name}, which the reader adds when it is missing
 */
public record NamespaceView(ObjectKey key, Map<String, String> labels) implements ClusterObject {
  public NamespaceView {
    labels = Map.copyOf(labels);
  }
}
