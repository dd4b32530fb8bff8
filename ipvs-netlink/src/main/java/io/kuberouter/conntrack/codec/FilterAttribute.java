package io.kuberouter.conntrack.codec;

/**
 * What a dump compares: {@code enum ctattr_filter}; {@code linux/netfilter/nfnetlink_conntrack.h},
 * in its order.
 */
enum FilterAttribute {
  /** {@code CTA_FILTER_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code CTA_FILTER_ORIG_FLAGS}: bits of {@link TupleCodec}, u32 in the host's order. */
  ORIG_FLAGS(1),
  /** {@code CTA_FILTER_REPLY_FLAGS}: bits of {@link TupleCodec}, u32 in the host's order. */
  REPLY_FLAGS(2);

  private static final FilterAttribute[] VALUES = values();

  final int type;

  FilterAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static FilterAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
