package io.kuberouter.ipvs.codec;

/** Attributes of the answer to {@code IPVS_CMD_GET_INFO}; {@code linux/ip_vs.h}, in its order. */
enum InfoAttribute {
  /** {@code IPVS_INFO_ATTR_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code IPVS_INFO_ATTR_VERSION}: {@code IP_VS_VERSION_CODE}, u32. */
  VERSION(1),
  /** {@code IPVS_INFO_ATTR_CONN_TAB_SIZE}: buckets of the table of connections, u32. */
  CONN_TAB_SIZE(2);

  private static final InfoAttribute[] VALUES = values();

  final int type;

  InfoAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static InfoAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
