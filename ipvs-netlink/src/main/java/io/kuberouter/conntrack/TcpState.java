package io.kuberouter.conntrack;

/** {@code TCP_CONNTRACK_…} of {@code linux/netfilter/nf_conntrack_tcp.h}, in its order. */
public enum TcpState {
  /** {@code TCP_CONNTRACK_NONE}. */
  NONE,
  /** {@code TCP_CONNTRACK_SYN_SENT}. */
  SYN_SENT,
  /** {@code TCP_CONNTRACK_SYN_RECV}. */
  SYN_RECV,
  /** {@code TCP_CONNTRACK_ESTABLISHED}. */
  ESTABLISHED,
  /** {@code TCP_CONNTRACK_FIN_WAIT}. */
  FIN_WAIT,
  /** {@code TCP_CONNTRACK_CLOSE_WAIT}. */
  CLOSE_WAIT,
  /** {@code TCP_CONNTRACK_LAST_ACK}. */
  LAST_ACK,
  /** {@code TCP_CONNTRACK_TIME_WAIT}. */
  TIME_WAIT,
  /** {@code TCP_CONNTRACK_CLOSE}. */
  CLOSE,
  /** {@code TCP_CONNTRACK_SYN_SENT2}: both sides began. */
  SYN_SENT2
}
