package io.kuberouter.conntrack.codec;

/**
 * Addresses of a tuple: {@code enum ctattr_ip}; {@code linux/netfilter/nfnetlink_conntrack.h}, in
 * its order.
 */
enum AddressAttribute {
  /** {@code CTA_IP_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code CTA_IP_V4_SRC}: four bytes. */
  V4_SRC(1),
  /** {@code CTA_IP_V4_DST}: four bytes. */
  V4_DST(2),
  /** {@code CTA_IP_V6_SRC}: 16 bytes. */
  V6_SRC(3),
  /** {@code CTA_IP_V6_DST}: 16 bytes. */
  V6_DST(4);

  private static final AddressAttribute[] VALUES = values();

  final int type;

  AddressAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static AddressAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
