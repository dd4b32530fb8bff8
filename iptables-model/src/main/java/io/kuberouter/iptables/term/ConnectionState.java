package io.kuberouter.iptables.term;

/** What connection tracking knows of a packet, in the order in which states print. */
public enum ConnectionState {
  /** Belongs to no connection and may not start one. */
  INVALID,
  /** Starts a connection, or one seen in one direction only. */
  NEW,
  /** Starts a connection that another one announced, or is an error of one. */
  RELATED,
  /** Of a connection seen in both directions. */
  ESTABLISHED,
  /** Left out of tracking. */
  UNTRACKED,
  /** Its source was translated. */
  SNAT,
  /** Its destination was translated. */
  DNAT
}
