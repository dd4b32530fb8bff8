package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Fragment;
import io.kuberouter.sync.desired.ItemKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The cluster's state and the desired state that follows from it, kept in step: an event marks what
 * depends on it, {@link #flush} translates just that. Not thread safe.
 */
public final class ClusterModel {

  private final AgentOptions options;
  private final NodeFacts facts;
  private final String cniConf;

  private final DesiredState desired = new DesiredState();
  private final Map<String, List<Note>> notes = new TreeMap<>();
  private final List<Note> freshNotes = new ArrayList<>();

  private final Set<ObjectKey> dirty = new LinkedHashSet<>();
  private boolean baseDirty = true;
  private final ServiceIndex services;
  private final PolicyIndex policies;
  private final RouteIndex routes;

  /**
   * Creates an empty model.
   *
   * @param cniConf path of the CNI configuration
   */
  public ClusterModel(AgentOptions options, NodeFacts facts, String cniConf) {
    this.options = options;
    this.facts = facts;
    this.cniConf = cniConf;
    this.services = new ServiceIndex(options, facts, dirty);
    this.policies = new PolicyIndex(options, facts, dirty);
    this.routes = new RouteIndex(options, facts, dirty);
  }

  /**
   * {@return a model of the same cluster with the same learned routes, for a node of which other
   * facts are true now}
   */
  public ClusterModel withFacts(NodeFacts now) {
    ClusterModel next = new ClusterModel(options, now, cniConf);
    routes.forEachNode(next::upsert);
    services.forEach(next::upsert);
    policies.forEach(next::upsert);
    routes.forEachLearned((destination, hop) -> next.learn(destination, Optional.of(hop)));
    return next;
  }

  /** {@return what the model takes for true of the node} */
  public NodeFacts facts() {
    return facts;
  }

  /** {@return our Node as the cluster has it now; as it had it last when it is gone} */
  public NodeView node() {
    return routes.node(facts.node().key()).orElse(facts.node());
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
      services.put(service);
    } else if (object instanceof EndpointSliceView slice) {
      services.putSlice(slice);
    } else if (object instanceof NodeView node) {
      routes.putNode(node);
    } else if (!options.common().runFirewall()) {
      return; // nobody else asks for pods, namespaces and policies
    } else if (object instanceof PodView pod) {
      policies.putPod(pod);
    } else if (object instanceof NetworkPolicyView policy) {
      policies.putPolicy(policy);
    } else if (object instanceof NamespaceView namespace) {
      policies.putNamespace(namespace);
    } else {
      throw new AssertionError(object); // sealed; ClusterModelTest walks the permitted classes
    }
  }

  /** Forgets an object. */
  public void delete(ObjectKey key) {
    switch (key.kind()) {
      case SERVICE -> services.remove(key);
      case ENDPOINT_SLICE -> services.removeSlice(key);
      case POD -> policies.removePod(key);
      case NETWORK_POLICY -> policies.removePolicy(key);
      case NODE -> routes.removeNode(key);
      case NAMESPACE -> policies.removeNamespace(key);
    }
  }

  /** Takes a route learned over BGP; absent next hop: the route is gone. */
  public void learn(Cidr destination, Optional<InetAddress> nextHop) {
    routes.learn(destination, nextHop);
  }

  /**
   * Learns what the other nodes would announce, for a plan without a BGP session: each node's pod
   * networks by its own address.
   */
  public void learnFromNodes() {
    routes.learnFromNodes();
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
          replace(Fragment.of("base"), new BaseTranslator(options, facts, cniConf)::translate));
    }
    services.settleClaims();
    List<ObjectKey> keys = List.copyOf(dirty);
    dirty.clear();
    for (ObjectKey key : keys) {
      changed.addAll(replace(services.fragment(key), () -> translate(key)));
    }
    for (Cidr destination : routes.takeDirtyRoutes()) {
      changed.addAll(
          replace(
              Fragment.of("BGP route " + destination), () -> routes.translateRoute(destination)));
    }
    return changed;
  }

  private Translation translate(ObjectKey key) {
    return switch (key.kind()) {
      case SERVICE -> services.translate(key);
      case POD -> policies.translatePod(key);
      case NETWORK_POLICY -> policies.translatePolicy(key);
      case NODE -> routes.translateNode(key);
      case NAMESPACE, ENDPOINT_SLICE -> throw new IllegalStateException(key.toString());
    };
  }

  private Set<ItemKey> replace(Fragment fragment, Supplier<Translation> translator) {
    Translation translation;
    try {
      translation = translator.get();
    } catch (RuntimeException e) { // one object's failure is its own, whatever it is
      putNotes(
          fragment.reason(),
          List.of(
              new Note(fragment.reason(), "not honoured, what it asked for before stays: " + e)));
      return Set.of();
    }
    putNotes(fragment.reason(), translation.notes());
    return desired.replace(fragment, translation.items());
  }

  private void putNotes(String subject, List<Note> now) {
    List<Note> before = now.isEmpty() ? notes.remove(subject) : notes.put(subject, now);
    for (Note note : now) {
      if (before == null || !before.contains(note)) {
        freshNotes.add(note);
      }
    }
  }

  /** {@return what the parts of the model hold, for status and tests} */
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("services", services.size());
    sizes.put("pods", policies.podCount());
    sizes.put("policies", policies.policyCount());
    sizes.put("nodes", routes.nodeCount());
    sizes.put("learned routes", routes.learnedCount());
    return sizes;
  }
}
