package io.kuberouter.ipvs.codec;

/** Attributes nested in {@code IPVS_CMD_ATTR_DEST}; {@code linux/ip_vs.h}, in its order. */
enum RealServerAttribute {
  /** {@code IPVS_DEST_ATTR_UNSPEC}: never sent. */
  UNSPEC(0),
  /**
   * {@code IPVS_DEST_ATTR_ADDR}: {@code union nf_inet_addr}: 16 bytes, of which IPv4 takes four.
   */
  ADDR(1),
  /** {@code IPVS_DEST_ATTR_PORT}: port, __be16, unlike its neighbours. */
  PORT(2),
  /** {@code IPVS_DEST_ATTR_FWD_METHOD}: {@code IP_VS_CONN_F_FWD_MASK}, u32. */
  FWD_METHOD(3),
  /** {@code IPVS_DEST_ATTR_WEIGHT}: u32, signed for the kernel. */
  WEIGHT(4),
  /** {@code IPVS_DEST_ATTR_U_THRESH}: upper threshold of connections, u32. */
  U_THRESH(5),
  /** {@code IPVS_DEST_ATTR_L_THRESH}: lower threshold of connections, u32. */
  L_THRESH(6),
  /** {@code IPVS_DEST_ATTR_ACTIVE_CONNS}: u32. */
  ACTIVE_CONNS(7),
  /** {@code IPVS_DEST_ATTR_INACT_CONNS}: u32. */
  INACT_CONNS(8),
  /** {@code IPVS_DEST_ATTR_PERSIST_CONNS}: u32. */
  PERSIST_CONNS(9),
  /** {@code IPVS_DEST_ATTR_STATS}: nested {@link StatsAttribute}, of 32 bits but for bytes. */
  STATS(10),
  /**
   * {@code IPVS_DEST_ATTR_ADDR_FAMILY}: of the server's address, u16; Linux 3.18, before: the
   * service's.
   */
  ADDR_FAMILY(11),
  /** {@code IPVS_DEST_ATTR_STATS64}: nested {@link StatsAttribute}, all of 64 bits; Linux 4.1. */
  STATS64(12),
  /** {@code IPVS_DEST_ATTR_TUN_TYPE}: {@code IP_VS_CONN_F_TUNNEL_TYPE_…}, u8; Linux 5.3. */
  TUN_TYPE(13),
  /** {@code IPVS_DEST_ATTR_TUN_PORT}: of GUE, __be16; Linux 5.3. */
  TUN_PORT(14),
  /** {@code IPVS_DEST_ATTR_TUN_FLAGS}: {@code IP_VS_TUNNEL_ENCAP_FLAG_…}, u16; Linux 5.3. */
  TUN_FLAGS(15);

  private static final RealServerAttribute[] VALUES = values();

  final int type;

  RealServerAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static RealServerAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
