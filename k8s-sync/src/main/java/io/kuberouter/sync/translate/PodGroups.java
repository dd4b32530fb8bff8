package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.PodView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which pods belong to which groups, kept up to date by label buckets: a changed pod is compared
 * with the groups that ask for one of its labels, not with all groups; a new group with the pods
 * that carry its label, not with all pods.
 */
final class PodGroups {

  private record Pod(PodView view, Set<String> buckets) {}

  private final Map<String, List<PodSelection>> groups = new HashMap<>();
  private final Map<String, Set<String>> groupsByBucket = new HashMap<>();
  private final Map<ObjectKey, Pod> pods = new HashMap<>();
  private final Map<String, Set<ObjectKey>> podsByBucket = new HashMap<>();
  private final Map<ObjectKey, Set<String>> groupsOf = new HashMap<>();
  private final Map<String, Set<ObjectKey>> members = new HashMap<>();
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();

  /**
   * Adds or changes a group.
   *
   * @return the pods that joined or left
   */
  Set<ObjectKey> putGroup(String id, List<PodSelection> selections) {
    if (selections.equals(groups.get(id))) {
      return Set.of();
    }
    Set<ObjectKey> old = new HashSet<>(members.getOrDefault(id, Set.of()));
    unlink(id);
    groups.put(id, List.copyOf(selections));
    Set<ObjectKey> now = new HashSet<>();
    for (PodSelection selection : selections) {
      groupsByBucket.computeIfAbsent(selection.bucket(), b -> new HashSet<>()).add(id);
      for (ObjectKey pod : podsByBucket.getOrDefault(selection.bucket(), Set.of())) {
        Pod candidate = pods.get(pod);
        if (candidate != null && matches(selection, candidate)) {
          now.add(pod);
        }
      }
    }
    Set<ObjectKey> changed = new HashSet<>(old);
    changed.addAll(now);
    changed.removeIf(pod -> old.contains(pod) && now.contains(pod));
    old.stream().filter(pod -> !now.contains(pod)).forEach(pod -> leave(pod, id));
    now.forEach(pod -> join(pod, id));
    return changed;
  }

  /** Removes a group and tells its members. */
  Set<ObjectKey> removeGroup(String id) {
    Set<ObjectKey> old = new HashSet<>(members.getOrDefault(id, Set.of()));
    unlink(id);
    groups.remove(id);
    old.forEach(pod -> leave(pod, id));
    members.remove(id);
    return old;
  }

  private void unlink(String id) {
    for (PodSelection selection : groups.getOrDefault(id, List.of())) {
      drop(groupsByBucket, selection.bucket(), id);
    }
  }

  /** Adds or changes a pod; one that policies do not apply to belongs nowhere. */
  void putPod(PodView view) {
    forget(view.key());
    if (!view.actionable()) {
      leaveAll(view.key());
      return;
    }
    Set<String> buckets = new LinkedHashSet<>();
    for (String prefix : List.of(view.key().namespace(), "")) {
      buckets.add(PodSelection.bucket(prefix));
      view.labels().forEach((k, v) -> buckets.add(PodSelection.bucket(prefix, k, v)));
    }
    Pod pod = new Pod(view, buckets);
    pods.put(view.key(), pod);
    buckets.forEach(b -> podsByBucket.computeIfAbsent(b, x -> new HashSet<>()).add(view.key()));
    judge(pod);
  }

  /** Removes a pod. */
  void removePod(ObjectKey key) {
    forget(key);
    leaveAll(key);
  }

  private void forget(ObjectKey key) {
    Pod old = pods.remove(key);
    if (old != null) {
      old.buckets().forEach(b -> drop(podsByBucket, b, key));
    }
  }

  private void judge(Pod pod) {
    ObjectKey key = pod.view().key();
    Set<String> candidates = new HashSet<>();
    pod.buckets().forEach(b -> candidates.addAll(groupsByBucket.getOrDefault(b, Set.of())));
    Set<String> now = new HashSet<>();
    for (String id : candidates) {
      if (groups.getOrDefault(id, List.of()).stream().anyMatch(s -> matches(s, pod))) {
        now.add(id);
      }
    }
    for (String id : Set.copyOf(groupsOf.getOrDefault(key, Set.of()))) {
      if (!now.contains(id)) {
        leave(key, id);
      }
    }
    now.forEach(id -> join(key, id));
  }

  /**
   * Sets a namespace's labels.
   *
   * @return its pods, whose groups may have changed
   */
  Set<ObjectKey> putNamespace(String name, Map<String, String> labels) {
    if (labels.equals(namespaces.put(name, labels))) {
      return Set.of();
    }
    return rejudge(name);
  }

  /** Hands over the namespaces. */
  void forEachNamespace(Consumer<ClusterObject> consumer) {
    namespaces.forEach(
        (name, labels) ->
            consumer.accept(
                new NamespaceView(new ObjectKey(ObjectKey.Kind.NAMESPACE, "", name), labels)));
  }

  /** Forgets a namespace's labels. */
  Set<ObjectKey> removeNamespace(String name) {
    return namespaces.remove(name) == null ? Set.of() : rejudge(name);
  }

  private Set<ObjectKey> rejudge(String namespace) {
    Set<ObjectKey> affected =
        new HashSet<>(podsByBucket.getOrDefault(PodSelection.bucket(namespace), Set.of()));
    for (ObjectKey key : affected) {
      Pod pod = pods.get(key);
      if (pod != null) {
        judge(pod);
      }
    }
    return affected;
  }

  private boolean matches(PodSelection selection, Pod pod) {
    ObjectKey key = pod.view().key();
    Map<String, String> labels =
        namespaces.getOrDefault(
            key.namespace(), Map.of("kubernetes.io/metadata.name", key.namespace()));
    return selection.matches(key, pod.view().labels(), labels);
  }

  private void join(ObjectKey pod, String id) {
    groupsOf.computeIfAbsent(pod, p -> new TreeSet<>()).add(id);
    members.computeIfAbsent(id, g -> new HashSet<>()).add(pod);
  }

  private void leave(ObjectKey pod, String id) {
    drop(groupsOf, pod, id);
    drop(members, id, pod);
  }

  private void leaveAll(ObjectKey pod) {
    Set.copyOf(groupsOf.getOrDefault(pod, Set.of())).forEach(id -> leave(pod, id));
  }

  private static <K, V> void drop(Map<K, Set<V>> map, K key, V value) {
    Set<V> set = map.get(key);
    if (set != null) {
      set.remove(value);
      if (set.isEmpty()) {
        map.remove(key);
      }
    }
  }

  /** {@return the groups of a pod, in order} */
  Set<String> groupsOf(ObjectKey pod) {
    return groupsOf.getOrDefault(pod, Set.of());
  }

  /** {@return the pods of a group} */
  Set<ObjectKey> members(String id) {
    return members.getOrDefault(id, Set.of());
  }
}
