package io.kuberouter.sync.translate;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The annotations below {@code kube-router.io/} that are honoured, so that the rest is told. */
final class Annotations {

  private static final Set<String> OF_NODES =
      Set.of(
          "kube-router.io/pod-cidr",
          "kube-router.io/pod-cidrs",
          "kube-router.io/peers",
          "kube-router.io/peer.asns",
          "kube-router.io/peer.ips",
          "kube-router.io/peer.localips",
          "kube-router.io/peer.passwords",
          "kube-router.io/peer.ports",
          NodeBgp.COMMUNITIES,
          NodeBgp.IMPORT_REJECT,
          NodeBgp.LOCAL_ADDRESSES,
          NodeBgp.NODE_ASN,
          NodeBgp.PREPEND_AS,
          NodeBgp.PREPEND_TIMES,
          NodeBgp.RR_CLIENT,
          NodeBgp.RR_SERVER);

  private static final Set<String> OF_SERVICES =
      Set.of(
          "kube-router.io/service.advertise.clusterip",
          "kube-router.io/service.advertise.externalip",
          "kube-router.io/service.advertise.loadbalancerip",
          "kube-router.io/service.dsr", // has a note of its own
          "kube-router.io/service.hairpin",
          "kube-router.io/service.hairpin.externalips",
          "kube-router.io/service.local",
          "kube-router.io/service.schedflags",
          "kube-router.io/service.scheduler",
          "kube-router.io/service.skiplbips");

  private Annotations() {}

  static void tellUnusedOfNode(Collection<String> names, Consumer<String> notes) {
    tell(names, OF_NODES, notes);
  }

  static void tellUnusedOfService(Collection<String> names, Consumer<String> notes) {
    tell(names, OF_SERVICES, notes);
  }

  private static void tell(Collection<String> names, Set<String> used, Consumer<String> notes) {
    for (String name : new TreeSet<>(names)) {
      if (!used.contains(name)) {
        notes.accept("annotation " + name + " has no effect: unknown, or not supported yet");
      }
    }
  }
}
