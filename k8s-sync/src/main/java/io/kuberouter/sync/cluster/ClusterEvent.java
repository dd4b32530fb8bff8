package io.kuberouter.sync.cluster;

/** One change of the cluster, as a {@code ClusterSource} tells it. */
public sealed interface ClusterEvent {

  /** An object is new or has changed; also every object of a first list. */
  record Upserted(ClusterObject object) implements ClusterEvent {}

  /** An object is gone. */
  record Deleted(ObjectKey key) implements ClusterEvent {}

  /** All objects that existed at the start have been told: the agent may act from here on. */
  record Synced() implements ClusterEvent {}

  /**
   * Input that could not be honoured; the rest works on.
   *
   * @param subject the object, or the file and line, that it is about
   * @param reason what is wrong and what to do
   */
  record Rejected(String subject, String reason) implements ClusterEvent {}
}
