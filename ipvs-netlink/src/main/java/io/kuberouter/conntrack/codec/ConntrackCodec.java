package io.kuberouter.conntrack.codec;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.Optional;

/** Flows ↔ ctnetlink messages ({@code linux/netfilter/nfnetlink_conntrack.h}). */
public final class ConntrackCodec {

  private static final int NFNL_SUBSYS_CTNETLINK = 1;
  private static final int IPCTNL_MSG_CT_NEW = NFNL_SUBSYS_CTNETLINK << 8;
  private static final int IPCTNL_MSG_CT_GET = IPCTNL_MSG_CT_NEW | 1;
  private static final int IPCTNL_MSG_CT_DELETE = IPCTNL_MSG_CT_NEW | 2;
  private static final int NFGENMSG = 4;

  private static final int CTA_TUPLE_ORIG = 1;
  private static final int CTA_TUPLE_REPLY = 2;
  private static final int CTA_ID = 12;
  private static final int CTA_ZONE = 18;
  private static final int CTA_FILTER = 25;
  private static final int CTA_FILTER_ORIG_FLAGS = 1;
  private static final int CTA_FILTER_REPLY_FLAGS = 2;

  private static final int CTA_TUPLE_IP = 1;
  private static final int CTA_TUPLE_PROTO = 2;
  private static final int CTA_IP_V4_SRC = 1;
  private static final int CTA_IP_V4_DST = 2;
  private static final int CTA_IP_V6_SRC = 3;
  private static final int CTA_IP_V6_DST = 4;
  private static final int CTA_PROTO_NUM = 1;
  private static final int CTA_PROTO_SRC_PORT = 2;
  private static final int CTA_PROTO_DST_PORT = 3;

  /** What of a tuple a filter looks at: bits of {@code CTA_FILTER_*_FLAGS}. */
  private static final int FILTER_SOURCE = 1;

  private static final int FILTER_DESTINATION = 1 << 1;
  private static final int FILTER_PROTOCOL = 1 << 3;
  private static final int FILTER_DESTINATION_PORT = 1 << 5;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private ConntrackCodec() {}

  private static AttributeWriter message(InetAddress address) {
    int family = address.getAddress().length == 16 ? AF_INET6 : AF_INET;
    return new AttributeWriter().rawU8(family).rawU8(0).rawU16(0);
  }

  /**
   * {@return the request for the flows that a filter selects} The answer may hold others: kernels
   * before 5.8 ignore the filter, and later ones have compared IPv6 addresses the wrong way round,
   * so that the request names only protocol and port there.
   */
  public static NetlinkMessage list(FlowFilter filter) {
    AttributeWriter out = message(filter.destination());
    out.nested(
        CTA_TUPLE_ORIG,
        tuple -> {
          tuple.nested(CTA_TUPLE_IP, ip -> destination(ip, filter.destination()));
          tuple.nested(
              CTA_TUPLE_PROTO,
              proto ->
                  proto
                      .u8(CTA_PROTO_NUM, filter.protocol())
                      .be16(CTA_PROTO_DST_PORT, filter.destinationPort()));
        });
    boolean addresses = filter.destination().getAddress().length == 4;
    Optional<InetAddress> replySource = addresses ? filter.replySource() : Optional.empty();
    replySource.ifPresent(
        source ->
            out.nested(
                CTA_TUPLE_REPLY, tuple -> tuple.nested(CTA_TUPLE_IP, ip -> source(ip, source))));
    out.nested(
        CTA_FILTER,
        flags -> {
          flags.u32(
              CTA_FILTER_ORIG_FLAGS,
              (addresses ? FILTER_DESTINATION : 0) | FILTER_PROTOCOL | FILTER_DESTINATION_PORT);
          flags.u32(CTA_FILTER_REPLY_FLAGS, replySource.isPresent() ? FILTER_SOURCE : 0);
        });
    return new NetlinkMessage(IPCTNL_MSG_CT_GET, 0, out.toBytes(), "conntrack -L " + filter);
  }

  /** {@return the request that deletes one flow, and no other of the same addresses and ports} */
  public static NetlinkMessage delete(Flow flow) {
    FlowTuple original = flow.original();
    AttributeWriter out = message(original.destination());
    out.nested(
        CTA_TUPLE_ORIG,
        tuple -> {
          tuple.nested(
              CTA_TUPLE_IP,
              ip -> {
                source(ip, original.source());
                destination(ip, original.destination());
              });
          tuple.nested(
              CTA_TUPLE_PROTO,
              proto ->
                  proto
                      .u8(CTA_PROTO_NUM, original.protocol())
                      .be16(CTA_PROTO_SRC_PORT, original.sourcePort())
                      .be16(CTA_PROTO_DST_PORT, original.destinationPort()));
        });
    if (flow.zone() != 0) {
      out.be16(CTA_ZONE, flow.zone());
    }
    out.be32(CTA_ID, flow.id());
    return new NetlinkMessage(
        IPCTNL_MSG_CT_DELETE, 0, out.toBytes(), "conntrack -D of " + original);
  }

  private static void source(AttributeWriter ip, InetAddress address) {
    byte[] bytes = address.getAddress();
    ip.bytes(bytes.length == 16 ? CTA_IP_V6_SRC : CTA_IP_V4_SRC, bytes);
  }

  private static void destination(AttributeWriter ip, InetAddress address) {
    byte[] bytes = address.getAddress();
    ip.bytes(bytes.length == 16 ? CTA_IP_V6_DST : CTA_IP_V4_DST, bytes);
  }

  /**
   * {@return the flow of one part of a dump; empty for what has no ports: ICMP and the like}
   *
   * @throws WireFormatException when an attribute is cut
   */
  public static Optional<Flow> decode(int type, byte[] payload) throws WireFormatException {
    if (type != IPCTNL_MSG_CT_NEW) {
      return Optional.empty();
    }
    Optional<FlowTuple> original = Optional.empty();
    Optional<FlowTuple> reply = Optional.empty();
    int zone = 0;
    int id = 0;
    AttributeReader in = new AttributeReader(payload, 0, payload.length).skip(NFGENMSG);
    while (in.next()) {
      switch (in.type()) {
        case CTA_TUPLE_ORIG -> original = tuple(in.nested());
        case CTA_TUPLE_REPLY -> reply = tuple(in.nested());
        case CTA_ZONE -> zone = in.be16();
        case CTA_ID -> id = in.be32();
        default -> {} // timeout, mark, counters, what the protocol knows
      }
    }
    if (original.isEmpty() || reply.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Flow(original.get(), reply.get(), zone, id));
  }

  private static Optional<FlowTuple> tuple(AttributeReader in) throws WireFormatException {
    Optional<InetAddress> source = Optional.empty();
    Optional<InetAddress> destination = Optional.empty();
    int protocol = 0;
    int sourcePort = 0;
    int destinationPort = 0;
    while (in.next()) {
      AttributeReader inner = in.nested();
      if (in.type() == CTA_TUPLE_IP) {
        while (inner.next()) {
          switch (inner.type()) {
            case CTA_IP_V4_SRC, CTA_IP_V6_SRC -> source = Optional.of(inner.address());
            case CTA_IP_V4_DST, CTA_IP_V6_DST -> destination = Optional.of(inner.address());
            default -> {}
          }
        }
      } else if (in.type() == CTA_TUPLE_PROTO) {
        while (inner.next()) {
          switch (inner.type()) {
            case CTA_PROTO_NUM -> protocol = inner.u8();
            case CTA_PROTO_SRC_PORT -> sourcePort = inner.be16();
            case CTA_PROTO_DST_PORT -> destinationPort = inner.be16();
            default -> {}
          }
        }
      }
    }
    if (source.isEmpty() || destination.isEmpty() || destinationPort == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new FlowTuple(source.get(), destination.get(), protocol, sourcePort, destinationPort));
  }
}
