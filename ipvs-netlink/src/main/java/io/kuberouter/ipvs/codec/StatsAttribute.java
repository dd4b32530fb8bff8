package io.kuberouter.ipvs.codec;

/**
 * Attributes nested in {@code IPVS_*_ATTR_STATS} and {@code STATS64}; {@code linux/ip_vs.h}, in its
 * order.
 */
enum StatsAttribute {
  /** {@code IPVS_STATS_ATTR_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code IPVS_STATS_ATTR_CONNS}: connections scheduled. */
  CONNS(1),
  /** {@code IPVS_STATS_ATTR_INPKTS}: packets in. */
  INPKTS(2),
  /** {@code IPVS_STATS_ATTR_OUTPKTS}: packets out. */
  OUTPKTS(3),
  /** {@code IPVS_STATS_ATTR_INBYTES}: bytes in, u64 in both. */
  INBYTES(4),
  /** {@code IPVS_STATS_ATTR_OUTBYTES}: bytes out, u64 in both. */
  OUTBYTES(5),
  /** {@code IPVS_STATS_ATTR_CPS}: connections a second. */
  CPS(6),
  /** {@code IPVS_STATS_ATTR_INPPS}: packets in a second. */
  INPPS(7),
  /** {@code IPVS_STATS_ATTR_OUTPPS}: packets out a second. */
  OUTPPS(8),
  /** {@code IPVS_STATS_ATTR_INBPS}: bytes in a second. */
  INBPS(9),
  /** {@code IPVS_STATS_ATTR_OUTBPS}: bytes out a second. */
  OUTBPS(10),
  /** {@code IPVS_STATS_ATTR_PAD}: aligns what stands behind it to eight bytes. */
  PAD(11);

  private static final StatsAttribute[] VALUES = values();

  final int type;

  StatsAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static StatsAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
