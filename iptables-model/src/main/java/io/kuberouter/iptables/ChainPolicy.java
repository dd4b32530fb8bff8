package io.kuberouter.iptables;

/** What becomes of a packet at the end of a built-in chain. */
public enum ChainPolicy {
  ACCEPT,
  DROP
}
