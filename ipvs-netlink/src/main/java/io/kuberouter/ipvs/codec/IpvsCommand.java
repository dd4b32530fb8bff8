package io.kuberouter.ipvs.codec;

import io.kuberouter.netlink.wire.AttributeWriter;

/** Commands of the generic netlink family {@code IPVS}; {@code linux/ip_vs.h}, in its order. */
public enum IpvsCommand {
  /** {@code IPVS_CMD_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code IPVS_CMD_NEW_SERVICE}: adds a service; in answers: a service. */
  NEW_SERVICE(1),
  /** {@code IPVS_CMD_SET_SERVICE}: changes a service. */
  SET_SERVICE(2),
  /** {@code IPVS_CMD_DEL_SERVICE}: deletes a service. */
  DEL_SERVICE(3),
  /** {@code IPVS_CMD_GET_SERVICE}: asks for one service, or for all. */
  GET_SERVICE(4),
  /** {@code IPVS_CMD_NEW_DEST}: adds a server; in answers: a server. */
  NEW_DEST(5),
  /** {@code IPVS_CMD_SET_DEST}: changes a server. */
  SET_DEST(6),
  /** {@code IPVS_CMD_DEL_DEST}: deletes a server. */
  DEL_DEST(7),
  /** {@code IPVS_CMD_GET_DEST}: asks for a service's servers. */
  GET_DEST(8),
  /** {@code IPVS_CMD_NEW_DAEMON}: starts a synchronisation daemon; in answers: a daemon. */
  NEW_DAEMON(9),
  /** {@code IPVS_CMD_DEL_DAEMON}: stops one. */
  DEL_DAEMON(10),
  /** {@code IPVS_CMD_GET_DAEMON}: asks for those that run. */
  GET_DAEMON(11),
  /** {@code IPVS_CMD_SET_CONFIG}: sets timeouts; in answers: timeouts. */
  SET_CONFIG(12),
  /** {@code IPVS_CMD_GET_CONFIG}: asks for timeouts. */
  GET_CONFIG(13),
  /** {@code IPVS_CMD_SET_INFO}: only in answers: what {@link #GET_INFO} asks for. */
  SET_INFO(14),
  /** {@code IPVS_CMD_GET_INFO}: asks for version and table size. */
  GET_INFO(15),
  /** {@code IPVS_CMD_ZERO}: zeroes counters. */
  ZERO(16),
  /** {@code IPVS_CMD_FLUSH}: deletes all services. */
  FLUSH(17);

  /** {@code IPVS_GENL_NAME}: the family. */
  public static final String FAMILY = "IPVS";

  /** {@code struct genlmsghdr} in front of the attributes: command, version, reserved. */
  static final int HEADER_BYTES = 4;

  /** {@code IPVS_GENL_VERSION}. */
  private static final int VERSION = 1;

  private static final IpvsCommand[] VALUES = values();

  private final int number;

  IpvsCommand(int number) {
    this.number = number;
  }

  /** Writes {@code struct genlmsghdr}. */
  void header(AttributeWriter out) {
    out.rawU8(number).rawU8(VERSION).rawU16(0);
  }

  /** {@return the command of a number; {@link #UNSPEC} for what later kernels add} */
  static IpvsCommand of(int number) {
    return number < VALUES.length ? VALUES[number] : UNSPEC;
  }
}
