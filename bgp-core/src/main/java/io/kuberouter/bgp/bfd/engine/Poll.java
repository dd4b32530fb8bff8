package io.kuberouter.bgp.bfd.engine;

/** A Poll Sequence of ours (RFC 5880 section 6.5). */
public enum Poll {
  /** None is going on. */
  NONE,
  /** Packets have the P bit until one comes with F. */
  ACTIVE,
  /** Something changed in the middle of one: another follows. */
  AGAIN
}
