package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.watch.ManifestReader.Located;
import io.kuberouter.sync.watch.ManifestReader.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The objects of some manifests, and what of them was told: of two that are the same, the one that
 * was there first. Not thread safe.
 */
final class ManifestObjects {

  /** What a manifest holds. */
  private static final class Held {
    Map<ObjectKey, Located> objects = Map.of();

    /** Objects of earlier that the file may still mean but that cannot be read now. */
    Map<ObjectKey, Located> kept = Map.of();
  }

  private final EndpointDeriver deriver = new EndpointDeriver();
  private final Map<String, Held> files = new TreeMap<>();
  private final Map<ObjectKey, ClusterObject> told = new HashMap<>();
  private final Map<ObjectKey, String> owners = new HashMap<>();
  private Set<ClusterEvent.Rejected> doubles = Set.of();

  /** Forgets a manifest. */
  void remove(String name) {
    files.remove(name);
  }

  /** A broken document keeps what it held: all that is missing now when nobody can tell which. */
  void take(String name, String text, Consumer<ClusterEvent> consumer) {
    Held held = files.computeIfAbsent(name, n -> new Held());
    ManifestReader.Result result = ManifestReader.read(name, text);
    Map<ObjectKey, Located> before = new TreeMap<>(held.kept);
    before.putAll(held.objects);
    Set<ObjectKey> broken = new HashSet<>();
    boolean unknown = false;
    for (Rejection rejection : result.rejections()) {
      consumer.accept(new ClusterEvent.Rejected(rejection.subject(), rejection.reason()));
      rejection.key().ifPresent(broken::add);
      unknown |= rejection.key().isEmpty();
    }
    if (!unknown) {
      before.keySet().retainAll(broken);
    }
    before.keySet().removeAll(result.objects().keySet());
    held.objects = result.objects();
    held.kept = before;
  }

  /** Tells the difference between what was told and what the files hold now. */
  void tell(Consumer<ClusterEvent> consumer) {
    Map<ObjectKey, ClusterObject> all = new TreeMap<>();
    Map<ObjectKey, String> holders = new HashMap<>(owners); // who has an object keeps it
    holders.entrySet().removeIf(e -> !holds(e.getValue(), e.getKey()));
    Set<ClusterEvent.Rejected> found = new HashSet<>();
    files.forEach(
        (file, held) ->
            held.objects.forEach(
                (key, located) -> {
                  String holder = holders.computeIfAbsent(key, k -> file);
                  if (holder.equals(file)) {
                    all.put(key, located.object());
                  } else {
                    found.add(
                        new ClusterEvent.Rejected(
                            file + ":" + located.line() + " (" + key + ")",
                            "the same object stands in " + holder + "; this one is left out"));
                  }
                }));
    found.stream().filter(r -> !doubles.contains(r)).forEach(consumer);
    doubles = found;
    files.values().forEach(held -> held.kept.forEach((k, o) -> all.putIfAbsent(k, o.object())));
    owners.clear();
    owners.putAll(holders);
    List<ClusterEvent> events = new ArrayList<>();
    for (ObjectKey key : new TreeSet<>(told.keySet())) {
      if (!all.containsKey(key)) {
        events.add(new ClusterEvent.Deleted(key));
      }
    }
    all.forEach(
        (key, object) -> {
          if (!object.equals(told.get(key))) {
            events.add(new ClusterEvent.Upserted(object));
          }
        });
    told.clear();
    told.putAll(all);
    deriver.on(events).forEach(consumer);
  }

  private boolean holds(String file, ObjectKey key) {
    Held held = files.get(file);
    return held != null && held.objects.containsKey(key);
  }
}
