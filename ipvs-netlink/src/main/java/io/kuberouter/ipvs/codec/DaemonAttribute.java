package io.kuberouter.ipvs.codec;

/** Attributes nested in {@code IPVS_CMD_ATTR_DAEMON}; {@code linux/ip_vs.h}, in its order. */
enum DaemonAttribute {
  /** {@code IPVS_DAEMON_ATTR_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code IPVS_DAEMON_ATTR_STATE}: {@code IP_VS_STATE_…}, u32. */
  STATE(1),
  /** {@code IPVS_DAEMON_ATTR_MCAST_IFN}: device, text of up to 15 bytes. */
  MCAST_IFN(2),
  /** {@code IPVS_DAEMON_ATTR_SYNC_ID}: u32. */
  SYNC_ID(3),
  /**
   * {@code IPVS_DAEMON_ATTR_SYNC_MAXLEN}: payload of a datagram, u16; Linux 4.3 like those below.
   */
  SYNC_MAXLEN(4),
  /** {@code IPVS_DAEMON_ATTR_MCAST_GROUP}: IPv4 multicast address, four bytes. */
  MCAST_GROUP(5),
  /** {@code IPVS_DAEMON_ATTR_MCAST_GROUP6}: IPv6 multicast address, 16 bytes. */
  MCAST_GROUP6(6),
  /** {@code IPVS_DAEMON_ATTR_MCAST_PORT}: first port, u16 in the host's order. */
  MCAST_PORT(7),
  /** {@code IPVS_DAEMON_ATTR_MCAST_TTL}: hops, u8. */
  MCAST_TTL(8);

  private static final DaemonAttribute[] VALUES = values();

  final int type;

  DaemonAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static DaemonAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
