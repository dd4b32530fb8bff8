package io.kuberouter.iptables;

/** The two packet filters of the kernel. */
public enum IpFamily {
  IPV4,
  IPV6
}
