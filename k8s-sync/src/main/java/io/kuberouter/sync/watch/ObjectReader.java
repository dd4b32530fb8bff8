package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.watch.Tree.FieldException;
import java.util.Optional;

/** A parsed manifest or API object → a value, with the API's defaults. */
final class ObjectReader {

  private ObjectReader() {}

  /** {@return the kind and name of a manifest; empty for kinds that the agent does not watch} */
  static Optional<ObjectKey> key(Tree tree) {
    String text = tree.get("kind").text("");
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(text)) {
        // a Service of serving.knative.dev or a NetworkPolicy of another group is not ours
        String version = tree.get("apiVersion").textNotEmpty(apiVersion(kind));
        if (version.equals(apiVersion(kind))) {
          return Optional.of(key(kind, tree));
        }
        if (group(version).equals(group(apiVersion(kind)))) {
          throw new FieldException("apiVersion", apiVersion(kind), version);
        }
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** {@return the name of an object whose kind is known} */
  static ObjectKey key(Kind kind, Tree tree) {
    boolean cluster = kind == Kind.NODE || kind == Kind.NAMESPACE;
    String name = tree.get("metadata", "name").text("");
    if (name.isEmpty()) {
      throw new FieldException("metadata.name: a " + kind.text() + " without a name");
    }
    String namespace = tree.get("metadata", "namespace").textNotEmpty("default");
    return new ObjectKey(kind, cluster ? "" : namespace, name);
  }

  private static String apiVersion(Kind kind) {
    return switch (kind) {
      case NODE, NAMESPACE, POD, SERVICE -> "v1";
      case ENDPOINT_SLICE -> "discovery.k8s.io/v1";
      case NETWORK_POLICY -> "networking.k8s.io/v1";
    };
  }

  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  /**
   * Reads an object.
   *
   * @throws FieldException naming the field that is wrong
   */
  static ClusterObject read(ObjectKey key, Tree tree) {
    return switch (key.kind()) {
      case NODE -> NodeReader.node(key, tree);
      case NAMESPACE -> NodeReader.namespace(key, tree);
      case POD -> PodReader.pod(key, tree);
      case SERVICE -> ServiceReader.service(key, tree);
      case ENDPOINT_SLICE -> EndpointSliceReader.slice(key, tree);
      case NETWORK_POLICY -> NetworkPolicyReader.policy(key, tree);
    };
  }
}
