package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterEvent;
import java.util.function.Consumer;

/** Where the cluster's state comes from: the API server or a folder of manifests. */
public interface ClusterSource extends AutoCloseable {

  /**
   * Starts telling events: first all objects, then {@link ClusterEvent.Synced} once, then changes.
   * Events arrive one at a time; the consumer must not block for long. What fails on the way (a
   * lost server, a broken file) is told as {@link ClusterEvent.Rejected} and retried.
   */
  void start(Consumer<ClusterEvent> consumer);

  /** Stops; no event follows. Ends within a second. */
  @Override
  void close();
}
