package io.kuberouter.nflog.codec;

/**
 * Attributes of a configuration: {@code enum nfulnl_attr_config}; {@code
 * linux/netfilter/nfnetlink_log.h}, in its order.
 */
enum ConfigAttribute {
  /** {@code NFULA_CFG_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code NFULA_CFG_CMD}: {@code struct nfulnl_msg_config_cmd}: u8. */
  CMD(1),
  /**
   * {@code NFULA_CFG_MODE}: {@code struct nfulnl_msg_config_mode}: range __be32, mode u8, padding.
   */
  MODE(2),
  /** {@code NFULA_CFG_NLBUFSIZ}: bytes of a message, __be32. */
  NLBUFSIZ(3),
  /** {@code NFULA_CFG_TIMEOUT}: in 1/100 s, __be32. */
  TIMEOUT(4),
  /** {@code NFULA_CFG_QTHRESH}: packets of a message, __be32. */
  QTHRESH(5),
  /** {@code NFULA_CFG_FLAGS}: {@code NFULNL_CFG_F_…}, __be16. */
  FLAGS(6);

  private static final ConfigAttribute[] VALUES = values();

  final int type;

  ConfigAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static ConfigAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
