package io.kuberouter.conntrack.codec;

import io.kuberouter.conntrack.Flow;
import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.conntrack.FlowUpdate;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeWriter;
import java.net.InetAddress;
import java.util.Optional;

/** {@link FlowFilter}, {@link FlowUpdate} and {@link Flow} → ctnetlink's requests. */
public final class ConntrackRequests {

  /** {@code struct nfgenmsg}: family, version, resource id. */
  static final int NFGENMSG = 4;

  private static final int NFNL_SUBSYS_CTNETLINK = 1 << 8;

  /** {@code IPCTNL_MSG_CT_NEW}: makes or changes a flow; in answers: a flow. */
  static final int NEW = NFNL_SUBSYS_CTNETLINK;

  /** {@code IPCTNL_MSG_CT_GET}. */
  static final int GET = NFNL_SUBSYS_CTNETLINK | 1;

  /** {@code IPCTNL_MSG_CT_DELETE}. */
  static final int DELETE = NFNL_SUBSYS_CTNETLINK | 2;

  private static final int AF_UNSPEC = 0;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private ConntrackRequests() {}

  private static AttributeWriter begin(Optional<Boolean> ipv6) {
    int family = ipv6.map(six -> six ? AF_INET6 : AF_INET).orElse(AF_UNSPEC);
    return new AttributeWriter().rawU8(family).rawU8(0).rawU16(0);
  }

  private static AttributeWriter begin(FlowTuple tuple, int zone) {
    AttributeWriter out = begin(Optional.of(tuple.ipv6()));
    TupleCodec.encode(FlowAttribute.TUPLE_ORIG, tuple, out);
    if (zone != 0) {
      out.be16(FlowAttribute.ZONE.type, zone);
    }
    return out;
  }

  /**
   * {@return the dump's request for the flows that a filter selects} The answer may hold others:
   * kernels before 5.8 ignore the filter of tuples, and later ones have compared IPv6 addresses the
   * wrong way round, so that the request names only protocol and ports there.
   */
  public static NetlinkMessage list(FlowFilter filter) {
    AttributeWriter out = begin(filter.ipv6());
    filter.zone().ifPresent(zone -> out.be16(FlowAttribute.ZONE.type, zone));
    if (filter.mark().isPresent()) {
      int mask = (int) filter.markMask().orElse(0xffff_ffffL);
      // the kernel clears the flow's other bits, but not the filter's
      out.be32(FlowAttribute.MARK.type, (int) filter.mark().getAsLong() & mask);
      out.be32(FlowAttribute.MARK_MASK.type, mask);
    }
    // without a family the kernel refuses a filter of tuples
    if (filter.ipv6().isPresent()) {
      tuples(filter, !filter.ipv6().get(), out);
    }
    return new NetlinkMessage(GET, 0, out.toBytes(), () -> "conntrack -L " + filter);
  }

  /** Which parts of both tuples count, and the tuples with those parts. */
  private static void tuples(FlowFilter filter, boolean addresses, AttributeWriter out) {
    int original = 0;
    if (addresses) {
      original |= filter.source().isPresent() ? TupleCodec.FILTER_SOURCE : 0;
      original |= filter.destination().isPresent() ? TupleCodec.FILTER_DESTINATION : 0;
    }
    if (filter.protocol().isPresent()) { // without it the kernel takes no ports
      original |= TupleCodec.FILTER_PROTOCOL;
      original |= filter.sourcePort().isPresent() ? TupleCodec.FILTER_SOURCE_PORT : 0;
      original |= filter.destinationPort().isPresent() ? TupleCodec.FILTER_DESTINATION_PORT : 0;
    }
    int reply = 0;
    if (addresses) {
      reply |= filter.replySource().isPresent() ? TupleCodec.FILTER_SOURCE : 0;
      reply |= filter.replyDestination().isPresent() ? TupleCodec.FILTER_DESTINATION : 0;
    }
    if (original != 0) {
      int tuple = out.begin(FlowAttribute.TUPLE_ORIG.type);
      ip(original, filter.source(), filter.destination(), out);
      if (filter.protocol().isPresent()) {
        int proto = out.begin(TupleAttribute.PROTO.type);
        out.u8(ProtocolAttribute.NUM.type, filter.protocol().getAsInt());
        filter.sourcePort().ifPresent(p -> out.be16(ProtocolAttribute.SRC_PORT.type, p));
        filter.destinationPort().ifPresent(p -> out.be16(ProtocolAttribute.DST_PORT.type, p));
        out.end(proto);
      }
      out.end(tuple);
    }
    if (reply != 0) {
      int tuple = out.begin(FlowAttribute.TUPLE_REPLY.type);
      ip(reply, filter.replySource(), filter.replyDestination(), out);
      out.end(tuple);
    }
    if (original != 0 || reply != 0) {
      int flags = out.begin(FlowAttribute.FILTER.type);
      out.u32(FilterAttribute.ORIG_FLAGS.type, original);
      out.u32(FilterAttribute.REPLY_FLAGS.type, reply);
      out.end(flags);
    }
  }

  private static void ip(
      int flags,
      Optional<InetAddress> source,
      Optional<InetAddress> destination,
      AttributeWriter out) {
    if ((flags & (TupleCodec.FILTER_SOURCE | TupleCodec.FILTER_DESTINATION)) != 0) {
      int ip = out.begin(TupleAttribute.IP.type);
      source.ifPresent(address -> TupleCodec.source(address, out));
      destination.ifPresent(address -> TupleCodec.destination(address, out));
      out.end(ip);
    }
  }

  /** {@return the request for one flow} */
  public static NetlinkMessage get(FlowTuple original, int zone) {
    return new NetlinkMessage(
        GET, 0, begin(original, zone).toBytes(), () -> "conntrack -G of " + original);
  }

  /**
   * {@return the request that deletes one flow, and no later one of the same addresses and ports}
   */
  public static NetlinkMessage delete(Flow flow) {
    AttributeWriter out = begin(flow.original(), flow.zone());
    out.be32(FlowAttribute.ID.type, flow.id());
    return new NetlinkMessage(DELETE, 0, out.toBytes(), () -> "conntrack -D of " + flow.original());
  }

  /** {@return the request that deletes all flows of the namespace} */
  public static NetlinkMessage flush() {
    return new NetlinkMessage(DELETE, 0, begin(Optional.empty()).toBytes(), () -> "conntrack -F");
  }

  /** {@return the request that changes one flow} */
  public static NetlinkMessage update(FlowTuple original, int zone, FlowUpdate update) {
    AttributeWriter out = begin(original, zone);
    update
        .timeoutSeconds()
        .ifPresent(seconds -> out.be32(FlowAttribute.TIMEOUT.type, (int) seconds));
    update.mark().ifPresent(mark -> out.be32(FlowAttribute.MARK.type, (int) mark));
    update.markMask().ifPresent(mask -> out.be32(FlowAttribute.MARK_MASK.type, (int) mask));
    return new NetlinkMessage(NEW, 0, out.toBytes(), () -> "conntrack -U of " + original);
  }
}
