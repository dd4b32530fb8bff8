package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.ObjectKey;

/**
 * The names of a policy's chains, sets and groups of pods.
 *
 * @param plain whether the sets have the original's names, which are hashes of namespace and name
 *     without anything between: of the policies that would share one, one alone may
 */
record PolicyNames(ObjectKey policy, boolean plain) {

  /** {@return what policies share whose sets would have the same plain names} */
  static String withoutSeparator(ObjectKey policy) {
    return policy.namespace() + policy.name();
  }

  /** {@return the chain that judges one direction; a name of its own for each, always the same} */
  static String chain(ObjectKey policy, IpFamily family, PolicySide side) {
    String text = path(policy) + "/" + Names.familyText(family) + "/" + side.word;
    return Names.POLICY_PREFIX + Names.hash16(text);
  }

  static String targetGroup(ObjectKey policy) {
    return "target " + path(policy);
  }

  static String peerGroup(ObjectKey policy, PolicySide side, int rule) {
    return side.word + " " + rule + " " + path(policy);
  }

  private static String path(ObjectKey policy) {
    return policy.namespace() + "/" + policy.name();
  }

  /** {@return the set of the pods that the policy is about} */
  String targetSet(IpFamily family, PolicySide side) {
    return set(family, side.target, identity() + Names.familyText(family));
  }

  /**
   * {@return the set of one rule's peers}
   *
   * @param kind pod or ipblock
   */
  String peerSet(IpFamily family, PolicySide side, int rule, String kind) {
    return set(family, side.peer, ofRule(side, rule) + Names.familyText(family) + kind);
  }

  /**
   * {@return the set of the pods that give a name the same number}
   *
   * @param port name, protocol and number
   */
  String namedPortSet(IpFamily family, PolicySide side, int rule, String port) {
    return set(
        family, "DST", ofRule(side, rule) + "/" + port + Names.familyText(family) + "namedport");
  }

  private String identity() {
    return plain ? withoutSeparator(policy) : path(policy);
  }

  private String ofRule(PolicySide side, int rule) {
    return identity() + side.word + "rule" + rule;
  }

  private static String set(IpFamily family, String side, String text) {
    return Names.set(family, "KUBE-" + side + "-" + Names.hash16(text));
  }
}
