package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.UnknownAttribute;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.PolicyRule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Rules ↔ {@code RTM_…RULE} ({@code struct fib_rule_hdr}, {@code linux/fib_rules.h}).
 *
 * <pre>
 * | family u8 | dst_len u8 | src_len u8 | tos u8 | table u8 | res u8 | res u8 | action u8 | flags u32 | FRA_… |
 * </pre>
 */
public final class RuleCodec {

  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_SUPPRESS_IFGROUP = 13;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_PROTOCOL = 21;

  private static final int FIB_RULE_INVERT = 2;
  private static final long NONE = 0xffff_ffffL;

  private RuleCodec() {}

  /** {@return the request for all rules of both families} */
  public static NetlinkMessage list() {
    AttributeWriter out = new AttributeWriter().rawU32(0).rawU32(0).rawU32(0);
    return RouteMessage.list(RouteMessage.GETRULE, out, "ip rule show");
  }

  /** The content of {@code RTM_NEWRULE} and {@code RTM_DELRULE}. */
  static byte[] encode(PolicyRule r) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(RouteMessage.family(r.ipv6()))
            .rawU8(r.destinationLength())
            .rawU8(r.sourceLength())
            .rawU8(0)
            .rawU8(r.table() < 256 ? r.table() : 0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(r.action())
            .rawU32(r.invert() ? FIB_RULE_INVERT : 0);
    r.destination().ifPresent(a -> out.address(FRA_DST, a));
    r.source().ifPresent(a -> out.address(FRA_SRC, a));
    if (!r.inInterface().isEmpty()) {
      out.string(FRA_IIFNAME, r.inInterface());
    }
    if (r.priority() != 0) {
      out.u32(FRA_PRIORITY, r.priority());
    }
    if (r.markMask() != 0) {
      out.u32(FRA_FWMARK, r.mark()).u32(FRA_FWMASK, r.markMask());
    }
    r.suppressPrefixLength().ifPresent(length -> out.u32(FRA_SUPPRESS_PREFIXLEN, length));
    out.u32(FRA_TABLE, r.table());
    if (!r.outInterface().isEmpty()) {
      out.string(FRA_OIFNAME, r.outInterface());
    }
    if (r.protocol() != 0) {
      out.u8(FRA_PROTOCOL, r.protocol());
    }
    r.others().forEach(out::unknown);
    return out.toBytes();
  }

  /** Reads a rule; empty for families other than IP. */
  public static Optional<PolicyRule> decode(AttributeReader in) throws WireFormatException {
    int family = in.rawU8();
    int destinationLength = in.rawU8();
    int sourceLength = in.rawU8();
    in.skip(1);
    int table = in.rawU8();
    in.skip(2);
    int action = in.rawU8();
    long flags = in.rawU32();
    long priority = 0;
    Optional<InetAddress> source = Optional.empty();
    Optional<InetAddress> destination = Optional.empty();
    long mark = 0;
    long mask = 0;
    String inInterface = "";
    String outInterface = "";
    int protocol = 0;
    OptionalInt suppress = OptionalInt.empty();
    List<UnknownAttribute> others = new ArrayList<>();
    while (in.next()) {
      switch (in.type()) {
        case FRA_DST -> destination = network(in);
        case FRA_SRC -> source = network(in);
        case FRA_IIFNAME -> inInterface = in.string();
        case FRA_PRIORITY -> priority = in.u32();
        case FRA_FWMARK -> mark = in.u32();
        case FRA_FWMASK -> mask = in.u32();
        case FRA_SUPPRESS_PREFIXLEN ->
            suppress = in.u32() == NONE ? OptionalInt.empty() : OptionalInt.of((int) in.u32());
        case FRA_TABLE -> table = (int) in.u32();
        case FRA_OIFNAME -> outInterface = in.string();
        case FRA_PROTOCOL -> protocol = in.u8();
        case FRA_SUPPRESS_IFGROUP -> {
          if (in.u32() != NONE) {
            others.add(in.unknown());
          }
        }
        default -> others.add(in.unknown());
      }
    }
    if (!RouteMessage.isIp(family)) {
      return Optional.empty();
    }
    checkLength(source, sourceLength);
    checkLength(destination, destinationLength);
    return Optional.of(
        new PolicyRule(
            family == RouteMessage.AF_INET6,
            priority,
            source,
            sourceLength,
            destination,
            destinationLength,
            mark,
            mask,
            inInterface,
            outInterface,
            (flags & FIB_RULE_INVERT) != 0,
            action,
            table,
            suppress,
            protocol,
            others));
  }

  private static void checkLength(Optional<InetAddress> network, int length)
      throws WireFormatException {
    if (network.isPresent()) {
      RouteMessage.checkLength(network.get(), length);
    } else if (length != 0) {
      throw new WireFormatException("prefix length " + length + " without a network");
    }
  }

  /** Without bytes in requests of {@code ip} for all. */
  private static Optional<InetAddress> network(AttributeReader in) throws WireFormatException {
    return in.length() == 0 ? Optional.empty() : Optional.of(in.address());
  }
}
