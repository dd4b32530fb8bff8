package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.EndpointSliceView.Endpoint;
import io.kuberouter.sync.cluster.EndpointSliceView.SlicePort;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.cluster.ServiceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes EndpointSlices from selectors, as the cluster's controller would, for Services that have
 * none of their own. A changed pod concerns the Services that ask for one of its labels. Not thread
 * safe.
 */
final class EndpointDeriver {

  private static final String MARK = "-derived-";

  private final Map<ObjectKey, ServiceView> services = new HashMap<>();
  private final Map<ObjectKey, PodView> pods = new HashMap<>();
  private final Map<String, Set<ObjectKey>> servicesByLabel = new HashMap<>();
  private final Map<String, Set<ObjectKey>> podsByLabel = new HashMap<>();
  private final Map<ObjectKey, Set<ObjectKey>> realSlices = new HashMap<>();
  private final Map<ObjectKey, ObjectKey> ownerOf = new HashMap<>();
  private final Map<ObjectKey, Map<ObjectKey, EndpointSliceView>> derived = new HashMap<>();

  /** {@return the events to pass on: this one, and those of slices that follow from it} */
  List<ClusterEvent> on(ClusterEvent event) {
    return on(List.of(event));
  }

  /** {@return the events to pass on: these, and those of slices that follow from all of them} */
  List<ClusterEvent> on(List<ClusterEvent> events) {
    List<ClusterEvent> out = new ArrayList<>(events);
    Set<ObjectKey> dirty = new LinkedHashSet<>();
    for (ClusterEvent event : events) {
      if (event instanceof ClusterEvent.Upserted upserted) {
        remove(upserted.object().key(), dirty);
        add(upserted.object(), dirty);
      } else if (event instanceof ClusterEvent.Deleted deleted) {
        remove(deleted.key(), dirty);
      }
    }
    dirty.forEach(service -> derive(service, out));
    return out;
  }

  private static String label(String namespace, Map.Entry<String, String> label) {
    return namespace + "/" + label.getKey() + "=" + label.getValue();
  }

  private void add(ClusterObject object, Set<ObjectKey> dirty) {
    String namespace = object.key().namespace();
    if (object instanceof ServiceView service) {
      services.put(service.key(), service);
      new TreeMap<>(service.selector())
          .entrySet().stream()
              .findFirst()
              .ifPresent(
                  e ->
                      servicesByLabel
                          .computeIfAbsent(label(namespace, e), l -> new HashSet<>())
                          .add(service.key()));
      dirty.add(service.key());
    } else if (object instanceof PodView pod) {
      pods.put(pod.key(), pod);
      for (Map.Entry<String, String> e : pod.labels().entrySet()) {
        String label = label(namespace, e);
        podsByLabel.computeIfAbsent(label, l -> new TreeSet<>()).add(pod.key());
        dirty.addAll(servicesByLabel.getOrDefault(label, Set.of()));
      }
    } else if (object instanceof EndpointSliceView slice) {
      ObjectKey owner = new ObjectKey(Kind.SERVICE, namespace, slice.service());
      ownerOf.put(slice.key(), owner);
      realSlices.computeIfAbsent(owner, o -> new HashSet<>()).add(slice.key());
      dirty.add(owner);
    }
  }

  private void remove(ObjectKey key, Set<ObjectKey> dirty) {
    switch (key.kind()) {
      case SERVICE -> {
        ServiceView old = services.remove(key);
        if (old != null) {
          for (Map.Entry<String, String> e : old.selector().entrySet()) {
            drop(servicesByLabel, label(key.namespace(), e), key);
          }
          dirty.add(key);
        }
      }
      case POD -> {
        PodView old = pods.remove(key);
        if (old != null) {
          for (Map.Entry<String, String> e : old.labels().entrySet()) {
            String label = label(key.namespace(), e);
            drop(podsByLabel, label, key);
            dirty.addAll(servicesByLabel.getOrDefault(label, Set.of()));
          }
        }
      }
      case ENDPOINT_SLICE -> {
        ObjectKey owner = ownerOf.remove(key);
        if (owner != null) {
          drop(realSlices, owner, key);
          dirty.add(owner);
        }
      }
      case NODE, NAMESPACE, NETWORK_POLICY -> {} // no endpoint depends on them
    }
  }

  private static <K> void drop(Map<K, Set<ObjectKey>> index, K at, ObjectKey key) {
    index.computeIfPresent(at, (k, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
  }

  private void derive(ObjectKey key, List<ClusterEvent> out) {
    Map<ObjectKey, EndpointSliceView> before = derived.getOrDefault(key, Map.of());
    ServiceView service = services.get(key);
    Map<ObjectKey, EndpointSliceView> now =
        service == null
                || service.selector().isEmpty()
                || service.type().equals("ExternalName")
                || !realSlices.getOrDefault(key, Set.of()).isEmpty()
            ? Map.of()
            : slices(service);
    now.forEach(
        (k, slice) -> {
          if (!slice.equals(before.get(k))) {
            out.add(new ClusterEvent.Upserted(slice));
          }
        });
    before.keySet().stream()
        .filter(k -> !now.containsKey(k))
        .forEach(k -> out.add(new ClusterEvent.Deleted(k)));
    if (now.isEmpty()) {
      derived.remove(key);
    } else {
      derived.put(key, now);
    }
  }

  /** One slice for each family and each set of numbers that the named ports resolve to. */
  private Map<ObjectKey, EndpointSliceView> slices(ServiceView service) {
    Map<ObjectKey, EndpointSliceView> slices = new TreeMap<>();
    String namespace = service.key().namespace();
    boolean headless = service.clusterIps().stream().anyMatch("None"::equalsIgnoreCase);
    String first = label(namespace, new TreeMap<>(service.selector()).firstEntry());
    for (String type : List.of("IPv4", "IPv6")) {
      boolean six = type.equals("IPv6");
      if (!wants(service, six)) {
        continue;
      }
      Map<List<SlicePort>, List<Endpoint>> byPorts = new java.util.LinkedHashMap<>();
      for (ObjectKey podKey : podsByLabel.getOrDefault(first, Set.of())) {
        PodView pod = pods.get(podKey);
        if (pod == null
            || !pod.labels().entrySet().containsAll(service.selector().entrySet())
            || pod.finished()) {
          continue;
        }
        Optional<String> ip =
            pod.podIps().stream().filter(a -> (a.indexOf(':') >= 0) == six).findFirst();
        if (ip.isPresent()) {
          boolean ready = pod.ready() || service.publishNotReadyAddresses();
          byPorts
              .computeIfAbsent(ports(service, pod), p -> new ArrayList<>())
              .add(
                  new Endpoint(
                      List.of(ip.get()),
                      pod.nodeName().isEmpty() ? Optional.empty() : Optional.of(pod.nodeName()),
                      ready && (!pod.deleting() || service.publishNotReadyAddresses()),
                      ready,
                      pod.deleting()));
        }
      }
      int number = 0;
      for (Map.Entry<List<SlicePort>, List<Endpoint>> entry : byPorts.entrySet()) {
        String name =
            service.key().name() + MARK + type.toLowerCase(java.util.Locale.ROOT) + "-" + number++;
        ObjectKey key = new ObjectKey(Kind.ENDPOINT_SLICE, namespace, name);
        slices.put(
            key,
            new EndpointSliceView(
                key,
                service.key().name(),
                headless,
                false,
                type,
                entry.getKey(),
                entry.getValue()));
      }
    }
    return slices;
  }

  private static boolean wants(ServiceView service, boolean ipv6) {
    List<String> ips =
        service.clusterIps().stream().filter(a -> !a.equalsIgnoreCase("None")).toList();
    return ips.isEmpty() || ips.stream().anyMatch(a -> (a.indexOf(':') >= 0) == ipv6);
  }

  private static List<SlicePort> ports(ServiceView service, PodView pod) {
    List<SlicePort> ports = new ArrayList<>();
    for (ServiceView.ServicePort port : service.ports()) {
      String target = port.targetPort();
      if (!target.isEmpty() && target.chars().allMatch(Character::isDigit)) {
        ports.add(new SlicePort(port.name(), port.protocol(), Integer.parseInt(target)));
        continue;
      }
      pod.ports().stream()
          .filter(p -> p.name().equals(target) && p.protocol().equals(port.protocol()))
          .findFirst()
          .ifPresent(p -> ports.add(new SlicePort(port.name(), port.protocol(), p.port())));
    }
    return ports;
  }
}
