package io.kuberouter.nflog.codec;

/**
 * Attributes of a packet: {@code enum nfulnl_attr_type}; {@code linux/netfilter/nfnetlink_log.h},
 * in its order.
 */
enum PacketAttribute {
  /** {@code NFULA_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code NFULA_PACKET_HDR}: {@code struct nfulnl_msg_packet_hdr}: ether type __be16, hook u8. */
  PACKET_HDR(1),
  /** {@code NFULA_MARK}: __be32. */
  MARK(2),
  /**
   * {@code NFULA_TIMESTAMP}: {@code struct nfulnl_msg_packet_timestamp}: seconds and microseconds,
   * __be64 each.
   */
  TIMESTAMP(3),
  /** {@code NFULA_IFINDEX_INDEV}: __be32. */
  IFINDEX_INDEV(4),
  /** {@code NFULA_IFINDEX_OUTDEV}: __be32. */
  IFINDEX_OUTDEV(5),
  /** {@code NFULA_IFINDEX_PHYSINDEV}: a bridge's port, __be32. */
  IFINDEX_PHYSINDEV(6),
  /** {@code NFULA_IFINDEX_PHYSOUTDEV}: a bridge's port, __be32. */
  IFINDEX_PHYSOUTDEV(7),
  /** {@code NFULA_HWADDR}: hardware address of the sender. */
  HWADDR(8),
  /** {@code NFULA_PAYLOAD}: the packet, from the network header on. */
  PAYLOAD(9),
  /** {@code NFULA_PREFIX}: text with a zero behind. */
  PREFIX(10),
  /** {@code NFULA_UID}: of the sending socket, __be32. */
  UID(11),
  /** {@code NFULA_SEQ}: of the group, __be32. */
  SEQ(12),
  /** {@code NFULA_SEQ_GLOBAL}: of all groups, __be32. */
  SEQ_GLOBAL(13),
  /** {@code NFULA_GID}: of the sending socket, __be32. */
  GID(14),
  /** {@code NFULA_HWTYPE}: hardware type, __be16. */
  HWTYPE(15),
  /** {@code NFULA_HWHEADER}: hardware header. */
  HWHEADER(16),
  /** {@code NFULA_HWLEN}: length of the hardware header, __be16. */
  HWLEN(17),
  /** {@code NFULA_CT}: nested: the flow. */
  CT(18),
  /** {@code NFULA_CT_INFO}: {@code enum ip_conntrack_info}, __be32. */
  CT_INFO(19),
  /** {@code NFULA_VLAN}: nested: tag. */
  VLAN(20),
  /** {@code NFULA_L2HDR}: the whole header of the link. */
  L2HDR(21);

  private static final PacketAttribute[] VALUES = values();

  final int type;

  PacketAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static PacketAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
