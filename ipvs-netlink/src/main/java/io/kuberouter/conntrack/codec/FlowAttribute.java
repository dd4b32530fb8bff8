package io.kuberouter.conntrack.codec;

/**
 * Attributes of a flow: {@code enum ctattr_type}; {@code linux/netfilter/nfnetlink_conntrack.h}, in
 * its order.
 */
enum FlowAttribute {
  /** {@code CTA_UNSPEC}: never sent. */
  UNSPEC(0),
  /** {@code CTA_TUPLE_ORIG}: nested {@link TupleAttribute}: as the first packet went. */
  TUPLE_ORIG(1),
  /** {@code CTA_TUPLE_REPLY}: nested {@link TupleAttribute}: as answers are expected. */
  TUPLE_REPLY(2),
  /** {@code CTA_STATUS}: {@code IPS_…}, __be32. */
  STATUS(3),
  /**
   * {@code CTA_PROTOINFO}: nested: what the protocol knows; of TCP {@link TcpCodec} reads the
   * state.
   */
  PROTOINFO(4),
  /** {@code CTA_HELP}: nested: the helper's name. */
  HELP(5),
  /** {@code CTA_NAT_SRC}: nested: only when a flow is made. */
  NAT_SRC(6),
  /** {@code CTA_TIMEOUT}: seconds, __be32. */
  TIMEOUT(7),
  /** {@code CTA_MARK}: __be32. */
  MARK(8),
  /** {@code CTA_COUNTERS_ORIG}: nested {@link CountersAttribute}. */
  COUNTERS_ORIG(9),
  /** {@code CTA_COUNTERS_REPLY}: nested {@link CountersAttribute}. */
  COUNTERS_REPLY(10),
  /** {@code CTA_USE}: references, __be32. */
  USE(11),
  /** {@code CTA_ID}: __be32. */
  ID(12),
  /** {@code CTA_NAT_DST}: nested: only when a flow is made. */
  NAT_DST(13),
  /** {@code CTA_TUPLE_MASTER}: nested: the flow that announced it. */
  TUPLE_MASTER(14),
  /** {@code CTA_SEQ_ADJ_ORIG}: nested: shift of sequence numbers. */
  SEQ_ADJ_ORIG(15),
  /** {@code CTA_SEQ_ADJ_REPLY}: nested: shift of sequence numbers. */
  SEQ_ADJ_REPLY(16),
  /** {@code CTA_SECMARK}: obsolete. */
  SECMARK(17),
  /** {@code CTA_ZONE}: __be16. */
  ZONE(18),
  /** {@code CTA_SECCTX}: nested: security context. */
  SECCTX(19),
  /** {@code CTA_TIMESTAMP}: nested: when it began and ended. */
  TIMESTAMP(20),
  /** {@code CTA_MARK_MASK}: which bits of the mark count, __be32. */
  MARK_MASK(21),
  /** {@code CTA_LABELS}: bits. */
  LABELS(22),
  /** {@code CTA_LABELS_MASK}: bits. */
  LABELS_MASK(23),
  /** {@code CTA_SYNPROXY}: nested. */
  SYNPROXY(24),
  /**
   * {@code CTA_FILTER}: nested {@link FilterAttribute}: which parts of the tuples a dump compares;
   * Linux 5.8.
   */
  FILTER(25),
  /** {@code CTA_STATUS_MASK}: which bits of the status a dump compares; Linux 5.14. */
  STATUS_MASK(26);

  private static final FlowAttribute[] VALUES = values();

  final int type;

  FlowAttribute(int type) {
    this.type = type;
  }

  /** {@return the attribute of a type; {@link #UNSPEC} for what later kernels add} */
  static FlowAttribute of(int type) {
    return type < VALUES.length ? VALUES[type] : UNSPEC;
  }
}
