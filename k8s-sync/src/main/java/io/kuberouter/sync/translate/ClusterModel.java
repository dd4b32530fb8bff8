package io.kuberouter.sync.translate;

import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Fragment;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.translate.PolicyTranslator.Membership;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cluster's state and the desired state that follows from it, kept in step: an event marks what
 * depends on it, {@link #flush} translates just that. Not thread safe.
 */
public final class ClusterModel {

  private final AgentOptions options;
  private final NodeFacts facts;
  private final ServiceTranslator services;
  private final AdvertiseTranslator advertisements;
  private final PolicyTranslator policyTranslator;
  private final PodTranslator podTranslator;
  private final NodeTranslator nodeTranslator;
  private final RouteTranslator routeTranslator;

  private final DesiredState desired = new DesiredState();
  private final Map<String, List<Note>> notes = new TreeMap<>();
  private final List<Note> freshNotes = new ArrayList<>();

  private final Map<ObjectKey, ServiceView> serviceViews = new HashMap<>();
  private final Map<ObjectKey, Map<ObjectKey, EndpointSliceView>> slicesOf = new HashMap<>();
  private final Map<ObjectKey, ObjectKey> ownerOf = new HashMap<>();
  private final Map<ServiceKey, TreeSet<Fragment>> claims = new HashMap<>();
  private final Map<ObjectKey, Set<ServiceKey>> claimsOf = new HashMap<>();
  private final Map<String, ObjectKey> serviceByReason = new HashMap<>();

  private final PodGroups groups = new PodGroups();
  private final Map<ObjectKey, PodView> pods = new HashMap<>();
  private final Map<ObjectKey, NetworkPolicyView> policies = new HashMap<>();
  private final Map<ObjectKey, Set<String>> groupIdsOf = new HashMap<>();
  private final Map<String, ObjectKey> policyOfGroup = new HashMap<>();
  private final Map<String, List<Membership>> memberships = new HashMap<>();

  private final Map<ObjectKey, NodeView> nodes = new HashMap<>();
  private final Map<InetAddress, Integer> nodeAddresses = new HashMap<>();
  private final Map<Cidr, InetAddress> learned = new HashMap<>();

  private final Set<ObjectKey> dirty = new LinkedHashSet<>();
  private final Set<Cidr> dirtyRoutes = new LinkedHashSet<>();
  private boolean baseDirty = true;
  private final String cniConf;

  /**
   * Creates an empty model.
   *
   * @param cniConf path of the CNI configuration
   */
  public ClusterModel(AgentOptions options, NodeFacts facts, String cniConf) {
    this.options = options;
    this.facts = facts;
    this.cniConf = cniConf;
    this.services = new ServiceTranslator(options, facts);
    this.advertisements = new AdvertiseTranslator(options, facts);
    this.policyTranslator = new PolicyTranslator(facts.families());
    this.podTranslator = new PodTranslator(facts, options.policy().defaultDeny());
    this.nodeTranslator = new NodeTranslator(options, facts);
    this.routeTranslator = new RouteTranslator(options, facts);
  }

  /** {@return the desired state as of the last {@link #flush}} */
  public DesiredState desired() {
    return desired;
  }

  /** {@return what was asked for and left out, by subject} */
  public List<Note> notes() {
    return notes.values().stream().flatMap(List::stream).toList();
  }

  /** {@return the notes that are new since the last call} */
  public List<Note> takeFreshNotes() {
    List<Note> fresh = List.copyOf(freshNotes);
    freshNotes.clear();
    return fresh;
  }

  /** Takes a new or changed object. */
  public void upsert(ClusterObject object) {
    if (object instanceof ServiceView service) {
      serviceViews.put(service.key(), service);
      dirty.add(service.key());
    } else if (object instanceof EndpointSliceView slice) {
      putSlice(slice);
    } else if (object instanceof PodView pod) {
      putPod(pod);
    } else if (object instanceof NetworkPolicyView policy) {
      putPolicy(policy);
    } else if (object instanceof NodeView node) {
      putNode(node);
    } else if (object instanceof NamespaceView namespace) {
      if (options.common().runFirewall()) {
        markPods(groups.putNamespace(namespace.key().name(), namespace.labels()));
      }
    } else {
      throw new AssertionError(object); // sealed; ClusterModelTest walks the permitted classes
    }
  }

  /** Forgets an object. */
  public void delete(ObjectKey key) {
    switch (key.kind()) {
      case SERVICE -> {
        serviceViews.remove(key);
        dirty.add(key);
      }
      case ENDPOINT_SLICE -> removeSlice(key);
      case POD -> {
        markNamedPorts(key);
        pods.remove(key);
        groups.removePod(key);
        dirty.add(key);
      }
      case NETWORK_POLICY -> removePolicy(key);
      case NODE -> {
        countAddresses(nodes.remove(key), -1);
        dirty.add(key);
      }
      case NAMESPACE -> markPods(groups.removeNamespace(key.name()));
    }
  }

  /** Takes a route learned over BGP; absent next hop: the route is gone. */
  public void learn(Cidr destination, Optional<InetAddress> nextHop) {
    if (nextHop.isPresent()) {
      learned.put(destination, nextHop.get());
    } else {
      learned.remove(destination);
    }
    dirtyRoutes.add(destination);
  }

  /**
   * Learns what the other nodes would announce, for a plan without a BGP session: each node's pod
   * networks by its own address.
   */
  public void learnFromNodes() {
    for (NodeView node : nodes.values()) {
      if (node.key().equals(facts.node().key())) {
        continue;
      }
      for (Cidr cidr : NodeFacts.podCidrsOf(node, new ArrayList<>())) {
        if (facts.families().contains(NodeFacts.familyOf(cidr))) {
          node.bestIp(cidr.isIpv6()).ifPresent(ip -> learn(cidr, Optional.of(ip)));
        }
      }
    }
  }

  private void putSlice(EndpointSliceView slice) {
    if (slice.leaderElection()) {
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

  private void removeSlice(ObjectKey key) {
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

  private void putPod(PodView pod) {
    if (!options.common().runFirewall() || pod.equals(pods.get(pod.key()))) {
      return;
    }
    markNamedPorts(pod.key());
    pods.put(pod.key(), pod);
    groups.putPod(pod);
    markNamedPorts(pod.key());
    dirty.add(pod.key());
  }

  private void markNamedPorts(ObjectKey pod) {
    for (String group : groups.groupsOf(pod)) {
      ObjectKey policy = policyOfGroup.get(group);
      NetworkPolicyView view = policy == null ? null : policies.get(policy);
      if (policy != null && view != null && PolicyTranslator.hasNamedPorts(view)) {
        dirty.add(policy);
      }
    }
  }

  private void markPods(Collection<ObjectKey> keys) {
    for (ObjectKey key : keys) {
      dirty.add(key);
      markNamedPorts(key);
    }
  }

  private void putPolicy(NetworkPolicyView policy) {
    if (!options.common().runFirewall()) {
      return;
    }
    NetworkPolicyView old = policies.put(policy.key(), policy);
    Map<String, List<PodSelection>> wanted = policyTranslator.groups(policy);
    Map<String, List<Membership>> sets = policyTranslator.memberships(policy);
    Set<String> gone = new HashSet<>(groupIdsOf.getOrDefault(policy.key(), Set.of()));
    gone.removeAll(wanted.keySet());
    gone.forEach(this::removeGroup);
    groupIdsOf.put(policy.key(), Set.copyOf(wanted.keySet()));
    wanted.forEach(
        (id, selections) -> {
          policyOfGroup.put(id, policy.key());
          markPods(groups.putGroup(id, selections));
          List<Membership> now = sets.getOrDefault(id, List.of());
          if (!now.equals(memberships.put(id, now))) {
            markPods(groups.members(id));
          }
        });
    if (old != null && !sides(old).equals(sides(policy))) {
      markPods(groups.members(PolicyTranslator.targetGroup(policy.key())));
    }
    dirty.add(policy.key());
  }

  private static List<Boolean> sides(NetworkPolicyView policy) {
    return List.of(policy.ingress().isPresent(), policy.egress().isPresent());
  }

  private void removePolicy(ObjectKey key) {
    policies.remove(key);
    Set<String> ids = groupIdsOf.remove(key);
    if (ids != null) {
      ids.forEach(this::removeGroup);
    }
    dirty.add(key);
  }

  private void removeGroup(String id) {
    policyOfGroup.remove(id);
    memberships.remove(id);
    markPods(groups.removeGroup(id));
  }

  private void putNode(NodeView node) {
    countAddresses(nodes.put(node.key(), node), -1);
    countAddresses(node, 1);
    dirty.add(node.key());
  }

  private void countAddresses(@org.jspecify.annotations.Nullable NodeView node, int by) {
    if (node != null) {
      node.addresses().forEach(a -> nodeAddresses.merge(a, by, Integer::sum));
    }
  }

  /**
   * Translates what has changed since the last call.
   *
   * @return the keys of the items that changed
   */
  public Set<ItemKey> flush() {
    Set<ItemKey> changed = new HashSet<>();
    if (baseDirty) {
      baseDirty = false;
      changed.addAll(
          replace(Fragment.of("base"), new BaseTranslator(options, facts, cniConf).translate()));
    }
    claimServices();
    for (ObjectKey key : dirty) {
      switch (key.kind()) {
        case SERVICE -> changed.addAll(flushService(key));
        case POD -> changed.addAll(replace(fragment(key), translatePod(key)));
        case NETWORK_POLICY -> changed.addAll(replace(fragment(key), translatePolicy(key)));
        case NODE ->
            changed.addAll(
                replace(
                    fragment(key),
                    nodes.containsKey(key)
                        ? nodeTranslator.translate(nodes.get(key))
                        : Translation.NONE));
        case NAMESPACE, ENDPOINT_SLICE -> throw new IllegalStateException(key.toString());
      }
    }
    dirty.clear();
    for (Cidr destination : dirtyRoutes) {
      InetAddress nextHop = learned.get(destination);
      changed.addAll(
          replace(
              Fragment.of("BGP route " + destination),
              nextHop == null
                  ? Translation.NONE
                  : routeTranslator.translate(
                      destination, nextHop, nodeAddresses.getOrDefault(nextHop, 0) > 0)));
    }
    dirtyRoutes.clear();
    return changed;
  }

  private Set<ItemKey> replace(Fragment fragment, Translation translation) {
    List<Note> before =
        translation.notes().isEmpty()
            ? notes.remove(fragment.reason())
            : notes.put(fragment.reason(), translation.notes());
    for (Note note : translation.notes()) {
      if (before == null || !before.contains(note)) {
        freshNotes.add(note);
      }
    }
    return desired.replace(fragment, translation.items());
  }

  private Fragment fragment(ObjectKey key) {
    return Fragment.of(key.toString());
  }

  private static Fragment fragment(ServiceView service) {
    String created = service.created().isEmpty() ? "~" : service.created();
    return new Fragment(created, service.key().toString());
  }

  /** Settles who owns which address and port before any Service is translated. */
  private void claimServices() {
    Set<ObjectKey> also = new LinkedHashSet<>();
    for (ObjectKey key : dirty) {
      if (key.kind() != Kind.SERVICE || !options.common().runServiceProxy()) {
        continue;
      }
      ServiceView service = serviceViews.get(key);
      Set<ServiceKey> now = service == null ? Set.of() : services.claims(service, slices(key));
      Set<ServiceKey> before = claimsOf.getOrDefault(key, Set.of());
      for (ServiceKey claim : before) {
        TreeSet<Fragment> owners = claims.getOrDefault(claim, new TreeSet<>());
        owners.removeIf(f -> f.reason().equals(key.toString()));
        owners.forEach(f -> also.add(serviceByReason.get(f.reason())));
        if (owners.isEmpty()) {
          claims.remove(claim);
        }
      }
      if (service == null) {
        claimsOf.remove(key);
        serviceByReason.remove(key.toString());
        continue;
      }
      claimsOf.put(key, now);
      serviceByReason.put(key.toString(), key);
      for (ServiceKey claim : now) {
        TreeSet<Fragment> owners = claims.computeIfAbsent(claim, c -> new TreeSet<>());
        owners.add(fragment(service));
        owners.forEach(f -> also.add(serviceByReason.get(f.reason())));
      }
    }
    also.remove(null);
    dirty.addAll(also);
  }

  private Collection<EndpointSliceView> slices(ObjectKey service) {
    return slicesOf.getOrDefault(service, Map.of()).values();
  }

  private Set<ItemKey> flushService(ObjectKey key) {
    ServiceView service = serviceViews.get(key);
    if (service == null) {
      return replace(fragment(key), Translation.NONE);
    }
    Fragment fragment = fragment(service);
    List<Item> items = new ArrayList<>();
    List<Note> found = new ArrayList<>();
    if (options.common().runServiceProxy()) {
      Translation proxy =
          services.translate(
              service,
              slices(key),
              claim ->
                  claims.containsKey(claim)
                      && claims.get(claim).first().reason().equals(key.toString()));
      items.addAll(proxy.items());
      found.addAll(proxy.notes());
    }
    if (options.common().runRouter()) {
      items.addAll(advertisements.translate(service, slices(key)).items());
    }
    return replace(fragment, new Translation(items, found.stream().distinct().toList()));
  }

  private Translation translatePod(ObjectKey key) {
    PodView pod = pods.get(key);
    if (pod == null) {
      return Translation.NONE;
    }
    List<Membership> sets = new ArrayList<>();
    Map<ObjectKey, NetworkPolicyView> selecting = new TreeMap<>();
    for (String group : groups.groupsOf(key)) {
      sets.addAll(memberships.getOrDefault(group, List.of()));
      ObjectKey policy = policyOfGroup.get(group);
      NetworkPolicyView view = policy == null ? null : policies.get(policy);
      if (policy != null && view != null && group.equals(PolicyTranslator.targetGroup(policy))) {
        selecting.put(policy, view);
      }
    }
    return podTranslator.translate(pod, sets, List.copyOf(selecting.values()));
  }

  private Translation translatePolicy(ObjectKey key) {
    NetworkPolicyView policy = policies.get(key);
    return policy == null
        ? Translation.NONE
        : policyTranslator.translate(
            policy, group -> groups.members(group).stream().sorted().map(this::pod).toList());
  }

  private PodView pod(ObjectKey key) {
    PodView pod = pods.get(key);
    if (pod == null) {
      throw new IllegalStateException("a group holds a pod that is not there: " + key);
    }
    return pod;
  }

  /** {@return what the parts of the model hold, for status and tests} */
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("services", serviceViews.size());
    sizes.put("pods", pods.size());
    sizes.put("policies", policies.size());
    sizes.put("nodes", nodes.size());
    sizes.put("learned routes", learned.size());
    return sizes;
  }
}
