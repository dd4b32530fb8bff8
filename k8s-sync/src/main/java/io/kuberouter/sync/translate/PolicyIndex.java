package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.NamespaceView;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.translate.PolicyTranslator.Membership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The pods, the namespaces and the network policies, and which pod each policy's groups choose. A
 * pod that joins or leaves a group is marked dirty, and so is a policy that names ports.
 */
final class PolicyIndex {

  private final PolicyTranslator policyTranslator;
  private final PodTranslator podTranslator;
  private final Set<ObjectKey> dirty;

  private final PodGroups groups = new PodGroups();
  private final Map<ObjectKey, PodView> pods = new HashMap<>();
  private final Map<ObjectKey, NetworkPolicyView> policies = new HashMap<>();
  private final Map<String, TreeSet<ObjectKey>> namesakes = new HashMap<>();
  private final Map<ObjectKey, Set<String>> groupIdsOf = new HashMap<>();
  private final Map<String, ObjectKey> policyOfGroup = new HashMap<>();
  private final Map<String, List<Membership>> memberships = new HashMap<>();

  /**
   * Starts empty.
   *
   * @param dirty takes the pods and policies that are to be translated anew
   */
  PolicyIndex(AgentOptions options, NodeFacts facts, Set<ObjectKey> dirty) {
    this.policyTranslator = new PolicyTranslator(facts.families());
    this.podTranslator = new PodTranslator(facts, options.policy().defaultDeny());
    this.dirty = dirty;
  }

  /** Hands over the namespaces, the policies and the pods. */
  void forEach(Consumer<ClusterObject> consumer) {
    groups.forEachNamespace(consumer);
    policies.values().forEach(consumer);
    pods.values().forEach(consumer);
  }

  void putNamespace(NamespaceView namespace) {
    markPods(groups.putNamespace(namespace.key().name(), namespace.labels()));
  }

  void removeNamespace(ObjectKey key) {
    markPods(groups.removeNamespace(key.name()));
  }

  void putPod(PodView pod) {
    if (pod.equals(pods.get(pod.key()))) {
      return;
    }
    markNamedPorts(pod.key());
    pods.put(pod.key(), pod);
    groups.putPod(pod);
    markNamedPorts(pod.key());
    dirty.add(pod.key());
  }

  void removePod(ObjectKey key) {
    markNamedPorts(key);
    pods.remove(key);
    groups.removePod(key);
    dirty.add(key);
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

  void putPolicy(NetworkPolicyView policy) {
    NetworkPolicyView old = policies.put(policy.key(), policy);
    TreeSet<ObjectKey> same =
        namesakes.computeIfAbsent(PolicyNames.withoutSeparator(policy.key()), n -> new TreeSet<>());
    ObjectKey first = same.isEmpty() ? policy.key() : same.first();
    same.add(policy.key());
    if (!same.first().equals(first)) {
      rename(first);
    }
    Map<String, List<PodSelection>> wanted = policyTranslator.groups(policy);
    Set<String> gone = new HashSet<>(groupIdsOf.getOrDefault(policy.key(), Set.of()));
    gone.removeAll(wanted.keySet());
    gone.forEach(this::removeGroup);
    groupIdsOf.put(policy.key(), Set.copyOf(wanted.keySet()));
    wanted.forEach(
        (id, selections) -> {
          policyOfGroup.put(id, policy.key());
          markPods(groups.putGroup(id, selections));
        });
    putMemberships(policy);
    if (old != null && !sides(old).equals(sides(policy))) {
      markPods(groups.members(PolicyNames.targetGroup(policy.key())));
    }
    dirty.add(policy.key());
  }

  private void putMemberships(NetworkPolicyView policy) {
    Map<String, List<Membership>> sets = policyTranslator.memberships(policy, names(policy.key()));
    for (String id : groupIdsOf.getOrDefault(policy.key(), Set.of())) {
      List<Membership> now = sets.getOrDefault(id, List.of());
      if (!now.equals(memberships.put(id, now))) {
        markPods(groups.members(id));
      }
    }
  }

  /** Of policies whose sets would share names the first has the plain ones. */
  private PolicyNames names(ObjectKey policy) {
    TreeSet<ObjectKey> same = namesakes.get(PolicyNames.withoutSeparator(policy));
    return new PolicyNames(policy, same == null || same.first().equals(policy));
  }

  private void rename(ObjectKey key) {
    NetworkPolicyView policy = policies.get(key);
    if (policy != null) {
      putMemberships(policy);
      dirty.add(key);
    }
  }

  private static List<Boolean> sides(NetworkPolicyView policy) {
    return List.of(policy.ingress().isPresent(), policy.egress().isPresent());
  }

  void removePolicy(ObjectKey key) {
    policies.remove(key);
    String name = PolicyNames.withoutSeparator(key);
    TreeSet<ObjectKey> same = namesakes.get(name);
    if (same != null) {
      boolean first = same.first().equals(key);
      same.remove(key);
      if (same.isEmpty()) {
        namesakes.remove(name);
      } else if (first) {
        rename(same.first());
      }
    }
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

  Translation translatePod(ObjectKey key) {
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
      if (policy != null && view != null && group.equals(PolicyNames.targetGroup(policy))) {
        selecting.put(policy, view);
      }
    }
    return podTranslator.translate(pod, sets, List.copyOf(selecting.values()));
  }

  Translation translatePolicy(ObjectKey key) {
    NetworkPolicyView policy = policies.get(key);
    return policy == null
        ? Translation.NONE
        : policyTranslator.translate(
            policy,
            names(key),
            group -> groups.members(group).stream().sorted().map(this::pod).toList());
  }

  private PodView pod(ObjectKey key) {
    PodView pod = pods.get(key);
    if (pod == null) {
      throw new IllegalStateException("a group holds a pod that is not there: " + key);
    }
    return pod;
  }

  int podCount() {
    return pods.size();
  }

  int policyCount() {
    return policies.size();
  }
}
