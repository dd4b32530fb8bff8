package io.kuberouter.conntrack.codec;

import io.kuberouter.conntrack.FlowTuple;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * {@link FlowTuple} ↔ {@code CTA_TUPLE_ORIG} and {@code CTA_TUPLE_REPLY}.
 *
 * <pre>
 * TUPLE { IP { V4_SRC(4) V4_DST(4) | V6_SRC(16) V6_DST(16) } PROTO { NUM(1) [SRC_PORT(2) DST_PORT(2) | ICMP_…] } }
 * </pre>
 */
final class TupleCodec {

  /** {@code CTA_FILTER_F_CTA_IP_SRC} and its kin in the kernel: bits of a filter's flags. */
  static final int FILTER_SOURCE = 1;

  static final int FILTER_DESTINATION = 1 << 1;
  static final int FILTER_PROTOCOL = 1 << 3;
  static final int FILTER_SOURCE_PORT = 1 << 4;
  static final int FILTER_DESTINATION_PORT = 1 << 5;

  private static final int IPPROTO_ICMPV6 = 58;

  private TupleCodec() {}

  static void encode(FlowAttribute which, FlowTuple tuple, AttributeWriter out) {
    int start = out.begin(which.type);
    int ip = out.begin(TupleAttribute.IP.type);
    source(tuple.source(), out);
    destination(tuple.destination(), out);
    out.end(ip);
    int proto = out.begin(TupleAttribute.PROTO.type);
    out.u8(ProtocolAttribute.NUM.type, tuple.protocol());
    if (tuple.ends() instanceof FlowTuple.Ports p) {
      out.be16(ProtocolAttribute.SRC_PORT.type, p.source());
      out.be16(ProtocolAttribute.DST_PORT.type, p.destination());
    } else if (tuple.ends() instanceof FlowTuple.Icmp i) {
      boolean six = tuple.protocol() == IPPROTO_ICMPV6;
      out.u8((six ? ProtocolAttribute.ICMPV6_TYPE : ProtocolAttribute.ICMP_TYPE).type, i.type());
      out.u8((six ? ProtocolAttribute.ICMPV6_CODE : ProtocolAttribute.ICMP_CODE).type, i.code());
      out.be16((six ? ProtocolAttribute.ICMPV6_ID : ProtocolAttribute.ICMP_ID).type, i.id());
    }
    out.end(proto);
    out.end(start);
  }

  static void source(InetAddress address, AttributeWriter out) {
    out.address(
        address instanceof Inet6Address
            ? AddressAttribute.V6_SRC.type
            : AddressAttribute.V4_SRC.type,
        address);
  }

  static void destination(InetAddress address, AttributeWriter out) {
    out.address(
        address instanceof Inet6Address
            ? AddressAttribute.V6_DST.type
            : AddressAttribute.V4_DST.type,
        address);
  }

  static FlowTuple decode(AttributeReader in) throws WireFormatException {
    Optional<InetAddress> source = Optional.empty();
    Optional<InetAddress> destination = Optional.empty();
    Ends ends = new Ends();
    while (in.next()) {
      AttributeReader inner = in.nested();
      switch (TupleAttribute.of(in.type())) {
        case IP -> {
          while (inner.next()) {
            switch (AddressAttribute.of(inner.type())) {
              case V4_SRC -> source = Optional.of(address(inner, 4));
              case V6_SRC -> source = Optional.of(address(inner, 16));
              case V4_DST -> destination = Optional.of(address(inner, 4));
              case V6_DST -> destination = Optional.of(address(inner, 16));
              default -> {} // nothing else yet
            }
          }
        }
        case PROTO -> ends.read(inner);
        default -> {} // a zone of one direction
      }
    }
    if (source.isEmpty() || destination.isEmpty()) {
      throw new WireFormatException("a tuple lacks an address");
    }
    if ((source.get() instanceof Inet6Address) != (destination.get() instanceof Inet6Address)) {
      throw new WireFormatException("a tuple's addresses are of two families");
    }
    return new FlowTuple(source.get(), destination.get(), ends.protocol, ends.value());
  }

  private static InetAddress address(AttributeReader in, int bytes) throws WireFormatException {
    if (in.length() != bytes) {
      throw new WireFormatException("address of " + in.length() + " bytes, expected " + bytes);
    }
    return in.address();
  }

  /** What {@code CTA_TUPLE_PROTO} holds. */
  private static final class Ends {
    private int protocol;
    private int sourcePort = -1;
    private int destinationPort = -1;
    private int icmpType = -1;
    private int icmpCode;
    private int icmpId;

    void read(AttributeReader in) throws WireFormatException {
      while (in.next()) {
        switch (ProtocolAttribute.of(in.type())) {
          case NUM -> protocol = in.u8();
          case SRC_PORT -> sourcePort = in.be16();
          case DST_PORT -> destinationPort = in.be16();
          case ICMP_ID, ICMPV6_ID -> icmpId = in.be16();
          case ICMP_TYPE, ICMPV6_TYPE -> icmpType = in.u8();
          case ICMP_CODE, ICMPV6_CODE -> icmpCode = in.u8();
          default -> {} // what later kernels add
        }
      }
    }

    FlowTuple.Ends value() {
      if (sourcePort >= 0 && destinationPort >= 0) {
        return new FlowTuple.Ports(sourcePort, destinationPort);
      }
      return icmpType >= 0 ? new FlowTuple.Icmp(icmpType, icmpCode, icmpId) : new FlowTuple.Alone();
    }
  }
}
