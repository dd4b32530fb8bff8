package io.kuberouter.ipvs.codec;

/** Attributes of the first level of a command; {@code linux/ip_vs.h}, in its order. */
enum CommandAttribute {
  /** {@code IPVS_CMD_ATTR_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code IPVS_CMD_ATTR_SERVICE}: nested {@link ServiceAttribute}. */
  SERVICE(1),
  /** {@code IPVS_CMD_ATTR_DEST}: nested {@link RealServerAttribute}. */
  DEST(2),
  /** {@code IPVS_CMD_ATTR_DAEMON}: nested {@link DaemonAttribute}. */
  DAEMON(3),
  /** {@code IPVS_CMD_ATTR_TIMEOUT_TCP}: seconds, u32. */
  TIMEOUT_TCP(4),
  /** {@code IPVS_CMD_ATTR_TIMEOUT_TCP_FIN}: seconds, u32. */
  TIMEOUT_TCP_FIN(5),
  /** {@code IPVS_CMD_ATTR_TIMEOUT_UDP}: seconds, u32. */
  TIMEOUT_UDP(6);

  private static final CommandAttribute[] VALUES = values();

  final int type;

  CommandAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static CommandAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
