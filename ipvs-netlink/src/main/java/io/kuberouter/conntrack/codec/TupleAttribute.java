package io.kuberouter.conntrack.codec;

/**
 * Attributes of a tuple: {@code enum ctattr_tuple}; {@code linux/netfilter/nfnetlink_conntrack.h},
 * in its order.
 */
enum TupleAttribute {
  /** {@code CTA_TUPLE_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code CTA_TUPLE_IP}: nested {@link AddressAttribute}. */
  IP(1),
  /** {@code CTA_TUPLE_PROTO}: nested {@link ProtocolAttribute}. */
  PROTO(2),
  /** {@code CTA_TUPLE_ZONE}: of one direction alone, __be16. */
  ZONE(3);

  private static final TupleAttribute[] VALUES = values();

  final int type;

  TupleAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static TupleAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
