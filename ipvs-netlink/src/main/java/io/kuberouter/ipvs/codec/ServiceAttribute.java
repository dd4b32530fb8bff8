package io.kuberouter.ipvs.codec;

/** Attributes nested in {@code IPVS_CMD_ATTR_SERVICE}; {@code linux/ip_vs.h}, in its order. */
enum ServiceAttribute {
  /** {@code IPVS_SVC_ATTR_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code IPVS_SVC_ATTR_AF}: address family, u16. */
  AF(1),
  /** {@code IPVS_SVC_ATTR_PROTOCOL}: IP protocol, u16; absent with a mark. */
  PROTOCOL(2),
  /** {@code IPVS_SVC_ATTR_ADDR}: {@code union nf_inet_addr}: 16 bytes, of which IPv4 takes four. */
  ADDR(3),
  /** {@code IPVS_SVC_ATTR_PORT}: port, __be16, unlike its neighbours. */
  PORT(4),
  /** {@code IPVS_SVC_ATTR_FWMARK}: firewall mark, u32; absent or 0 means none. */
  FWMARK(5),
  /** {@code IPVS_SVC_ATTR_SCHED_NAME}: scheduler, text of up to 15 bytes. */
  SCHED_NAME(6),
  /**
   * {@code IPVS_SVC_ATTR_FLAGS}: {@code struct ip_vs_flags}: flags, u32, and which of them count,
   * u32.
   */
  FLAGS(7),
  /** {@code IPVS_SVC_ATTR_TIMEOUT}: of persistence in seconds, u32. */
  TIMEOUT(8),
  /**
   * {@code IPVS_SVC_ATTR_NETMASK}: IPv4: a mask, __be32; IPv6: a length, u32 in the host's order.
   */
  NETMASK(9),
  /** {@code IPVS_SVC_ATTR_STATS}: nested {@link StatsAttribute}, of 32 bits but for bytes. */
  STATS(10),
  /** {@code IPVS_SVC_ATTR_PE_NAME}: persistence engine, text of up to 15 bytes. */
  PE_NAME(11),
  /** {@code IPVS_SVC_ATTR_STATS64}: nested {@link StatsAttribute}, all of 64 bits; Linux 4.1. */
  STATS64(12);

  private static final ServiceAttribute[] VALUES = values();

  final int type;

  ServiceAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static ServiceAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
