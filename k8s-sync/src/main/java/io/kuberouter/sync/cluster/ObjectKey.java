package io.kuberouter.sync.cluster;

import java.util.Comparator;

/**
 * What tells one object of the cluster from another.
 *
 * @param kind the kind, which is also the plural's singular of the API
 * @param namespace empty for objects without one
 * @param name the object's name
 */
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  /** The kinds that the agent watches, in the order in which a reader wants them loaded. */
  public enum Kind {
    NODE("Node"),
    NAMESPACE("Namespace"),
    POD("Pod"),
    SERVICE("Service"),
    ENDPOINT_SLICE("EndpointSlice"),
    NETWORK_POLICY("NetworkPolicy");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** {@return the {@code kind} field of a manifest} */
    public String text() {
      return text;
    }
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /** {@return for people: {@code Service shop/web}} */
  @Override
  public String toString() {
    return namespace.isEmpty() ? kind.text + " " + name : kind.text + " " + namespace + "/" + name;
  }
}
