package io.kuberouter.sync.cluster;

/** One object of the cluster, reduced to what the agent uses. */
public sealed interface ClusterObject
    permits ServiceView, EndpointSliceView, PodView, NodeView, NamespaceView, NetworkPolicyView {

  /** {@return the object's identity} */
  ObjectKey key();
}
