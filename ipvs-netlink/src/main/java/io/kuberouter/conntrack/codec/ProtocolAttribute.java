package io.kuberouter.conntrack.codec;

/**
 * Ends of a tuple: {@code enum ctattr_l4proto}; {@code linux/netfilter/nfnetlink_conntrack.h}, in
 * its order.
 */
enum ProtocolAttribute {
  /** {@code CTA_PROTO_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code CTA_PROTO_NUM}: IP protocol, u8. */
  NUM(1),
  /** {@code CTA_PROTO_SRC_PORT}: __be16. */
  SRC_PORT(2),
  /** {@code CTA_PROTO_DST_PORT}: __be16. */
  DST_PORT(3),
  /** {@code CTA_PROTO_ICMP_ID}: __be16. */
  ICMP_ID(4),
  /** {@code CTA_PROTO_ICMP_TYPE}: u8. */
  ICMP_TYPE(5),
  /** {@code CTA_PROTO_ICMP_CODE}: u8. */
  ICMP_CODE(6),
  /** {@code CTA_PROTO_ICMPV6_ID}: __be16. */
  ICMPV6_ID(7),
  /** {@code CTA_PROTO_ICMPV6_TYPE}: u8. */
  ICMPV6_TYPE(8),
  /** {@code CTA_PROTO_ICMPV6_CODE}: u8. */
  ICMPV6_CODE(9);

  private static final ProtocolAttribute[] VALUES = values();

  final int type;

  ProtocolAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static ProtocolAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
