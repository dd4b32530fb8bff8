package io.kuberouter.conntrack.codec;

/**
 * Counters of one direction: {@code enum ctattr_counters}; {@code
 * linux/netfilter/nfnetlink_conntrack.h}, in its order.
 */
enum CountersAttribute {
  /** {@code CTA_COUNTERS_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code CTA_COUNTERS_PACKETS}: __be64. */
  PACKETS(1),
  /** {@code CTA_COUNTERS_BYTES}: __be64. */
  BYTES(2),
  /** {@code CTA_COUNTERS32_PACKETS}: unused. */
  OLD_PACKETS(3),
  /** {@code CTA_COUNTERS32_BYTES}: unused. */
  OLD_BYTES(4),
  /** {@code CTA_COUNTERS_PAD}: aligns. */
  PAD(5);

  private static final CountersAttribute[] VALUES = values();

  final int type;

  CountersAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static CountersAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
