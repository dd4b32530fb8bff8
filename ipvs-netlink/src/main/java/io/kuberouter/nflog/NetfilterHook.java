package io.kuberouter.nflog;

/** {@code NF_INET_…} of {@code linux/netfilter.h}, in its order: where a packet was logged. */
public enum NetfilterHook {
  /** {@code NF_INET_PRE_ROUTING}. */
  PREROUTING,
  /** {@code NF_INET_LOCAL_IN}. */
  INPUT,
  /** {@code NF_INET_FORWARD}. */
  FORWARD,
  /** {@code NF_INET_LOCAL_OUT}. */
  OUTPUT,
  /** {@code NF_INET_POST_ROUTING}. */
  POSTROUTING,
  /** {@code NF_INET_INGRESS}, and what later kernels add. */
  OTHER
}
