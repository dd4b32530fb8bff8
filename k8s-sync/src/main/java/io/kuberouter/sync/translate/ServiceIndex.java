package io.kuberouter.sync.translate;

import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.Fragment;
import io.kuberouter.sync.desired.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The Services with their slices, and who owns which address and port. A slice marks its Service
 * dirty, a claim the Services that share it.
 */
final class ServiceIndex {

  private final AgentOptions options;
  private final ServiceTranslator services;
  private final AdvertiseTranslator advertisements;
  private final Set<ObjectKey> dirty;

  private final Map<ObjectKey, ServiceView> views = new HashMap<>();
  private final Map<ObjectKey, Map<ObjectKey, EndpointSliceView>> slicesOf = new HashMap<>();
  private final Map<ObjectKey, ObjectKey> ownerOf = new HashMap<>();
  private final Map<ServiceKey, TreeSet<Fragment>> claims = new HashMap<>();
  private final Map<ObjectKey, Set<ServiceKey>> claimsOf = new HashMap<>();
  private final Map<String, ObjectKey> keyByReason = new HashMap<>();

  /**
   * Starts empty.
   *
   * @param dirty takes the Services that are to be translated anew
   */
  ServiceIndex(AgentOptions options, NodeFacts facts, Set<ObjectKey> dirty) {
    this.options = options;
    this.services = new ServiceTranslator(options, facts);
    this.advertisements = new AdvertiseTranslator(options, facts);
    this.dirty = dirty;
  }

  void put(ServiceView service) {
    views.put(service.key(), service);
    dirty.add(service.key());
  }

  void remove(ObjectKey key) {
    views.remove(key);
    dirty.add(key);
  }

  /** Hands over the Services and their slices. */
  void forEach(Consumer<ClusterObject> consumer) {
    views.values().forEach(consumer);
    slicesOf.values().forEach(slices -> slices.values().forEach(consumer));
  }

  void putSlice(EndpointSliceView slice) {
    if (slice.leaderElection()) {
      removeSlice(slice.key()); // it may have been an ordinary one before
      return;
    }
    ObjectKey old = ownerOf.get(slice.key());
    ObjectKey owner = new ObjectKey(Kind.SERVICE, slice.key().namespace(), slice.service());
    if (old != null && !old.equals(owner)) {
      removeSlice(slice.key());
    }
    ownerOf.put(slice.key(), owner);
    EndpointSliceView was =
        slicesOf.computeIfAbsent(owner, o -> new TreeMap<>()).put(slice.key(), slice);
    if (!slice.equals(was)) {
      dirty.add(owner);
    }
  }

  void removeSlice(ObjectKey key) {
    ObjectKey owner = ownerOf.remove(key);
    if (owner != null) {
      Map<ObjectKey, EndpointSliceView> slices = slicesOf.get(owner);
      if (slices != null) {
        slices.remove(key);
        if (slices.isEmpty()) {
          slicesOf.remove(owner);
        }
      }
      dirty.add(owner);
    }
  }

  /** Settles who owns which address and port, before any Service is translated. */
  void settleClaims() {
    if (!options.common().runServiceProxy()) {
      return;
    }
    Set<ObjectKey> also = new LinkedHashSet<>();
    for (ObjectKey key : dirty) {
      if (key.kind() == Kind.SERVICE) {
        settleClaims(key, also);
      }
    }
    dirty.addAll(also);
  }

  /** Whoever shares an address with the Service, before or now, is to be looked at again. */
  private void settleClaims(ObjectKey key, Set<ObjectKey> also) {
    for (ServiceKey claim : claimsOf.getOrDefault(key, Set.of())) {
      TreeSet<Fragment> owners = claims.getOrDefault(claim, new TreeSet<>());
      owners.removeIf(f -> f.reason().equals(key.toString()));
      addKeys(owners, also);
      if (owners.isEmpty()) {
        claims.remove(claim);
      }
    }
    ServiceView service = views.get(key);
    if (service == null) {
      claimsOf.remove(key);
      keyByReason.remove(key.toString());
      return;
    }
    Set<ServiceKey> now = claims(service);
    claimsOf.put(key, now);
    keyByReason.put(key.toString(), key);
    for (ServiceKey claim : now) {
      TreeSet<Fragment> owners = claims.computeIfAbsent(claim, c -> new TreeSet<>());
      owners.add(fragment(service));
      addKeys(owners, also);
    }
  }

  /** {@return what it claims; nothing when it cannot be translated, which is told then} */
  private Set<ServiceKey> claims(ServiceView service) {
    try {
      return services.claims(service, slices(service.key()));
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
  }

  private void addKeys(Set<Fragment> owners, Set<ObjectKey> keys) {
    for (Fragment owner : owners) {
      ObjectKey key = keyByReason.get(owner.reason());
      if (key != null) {
        keys.add(key);
      }
    }
  }

  private Collection<EndpointSliceView> slices(ObjectKey service) {
    return slicesOf.getOrDefault(service, Map.of()).values();
  }

  /** {@return the Service's part of the desired state; the older of two Services goes first} */
  Fragment fragment(ObjectKey key) {
    ServiceView service = views.get(key);
    return service == null ? Fragment.of(key.toString()) : fragment(service);
  }

  private static Fragment fragment(ServiceView service) {
    String created = service.created().isEmpty() ? "~" : service.created();
    return new Fragment(created, service.key().toString());
  }

  Translation translate(ObjectKey key) {
    ServiceView service = views.get(key);
    if (service == null) {
      return Translation.NONE;
    }
    List<Item> items = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    if (options.common().runServiceProxy()) {
      Translation proxy = services.translate(service, slices(key), claim -> owns(key, claim));
      items.addAll(proxy.items());
      notes.addAll(proxy.notes());
    }
    if (options.common().runRouter()) {
      items.addAll(advertisements.translate(service, slices(key)).items());
    }
    return new Translation(items, notes.stream().distinct().toList());
  }

  private boolean owns(ObjectKey service, ServiceKey claim) {
    TreeSet<Fragment> owners = claims.get(claim);
    return owners != null && owners.first().reason().equals(service.toString());
  }

  int size() {
    return views.size();
  }
}
