package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.ObjectKey;

/** The names of a policy's chains, sets and groups of pods. */
final class PolicyNames {

  private PolicyNames() {}

  /** {@return the chain that judges one direction; a name of its own for each, always the same} */
  static String chain(ObjectKey policy, IpFamily family, PolicySide side) {
    return Names.POLICY_PREFIX
        + Names.hash16(
            policy.namespace()
                + "/"
                + policy.name()
                + "/"
                + Names.familyText(family)
                + "/"
                + side.word);
  }

  static String targetGroup(ObjectKey policy) {
    return "target " + policy.namespace() + "/" + policy.name();
  }

  static String peerGroup(ObjectKey policy, PolicySide side, int rule) {
    return side.word + " " + rule + " " + policy.namespace() + "/" + policy.name();
  }

  static String targetSet(ObjectKey policy, IpFamily family, PolicySide side) {
    String text = policy.namespace() + policy.name() + Names.familyText(family);
    return Names.set(family, "KUBE-" + side.target + "-" + Names.hash16(text));
  }

  static String peerSet(ObjectKey policy, IpFamily family, PolicySide side, int rule, String kind) {
    String text =
        policy.namespace()
            + policy.name()
            + side.word
            + "rule"
            + rule
            + Names.familyText(family)
            + kind;
    return Names.set(family, "KUBE-" + side.peer + "-" + Names.hash16(text));
  }

  static String namedPortSet(
      ObjectKey policy, IpFamily family, PolicySide side, int rule, String port) {
    String text =
        policy.namespace()
            + policy.name()
            + side.word
            + "rule"
            + rule
            + port
            + Names.familyText(family)
            + "namedport";
    return Names.set(family, "KUBE-DST-" + Names.hash16(text));
  }
}
