package io.kuberouter.netfilter.ipset.codec;

import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Entries ↔ the attributes in {@code IPSET_ATTR_DATA}. Numbers stand in network order, and say so.
 */
final class SetEntryCodec {

  /** {@code NLA_F_NET_BYTEORDER}: the kernel wants it on each number. */
  static final int NET = 0x4000;

  static final int IP = 1;
  static final int IP_TO = 2;
  static final int CIDR = 3;
  static final int PORT = 4;
  static final int PORT_TO = 5;
  static final int TIMEOUT = 6;
  static final int CADT_FLAGS = 8;
  private static final int PROTO = 7;
  private static final int MARK = 10;
  private static final int ETHER = 17;
  private static final int NAME = 18;
  private static final int NAMEREF = 19;
  private static final int IP2 = 20;
  private static final int CIDR2 = 21;
  private static final int IP2_TO = 22;
  private static final int IFACE = 23;
  private static final int BYTES = 24;
  private static final int PACKETS = 25;
  private static final int COMMENT = 26;
  private static final int SKBMARK = 27;
  private static final int SKBPRIO = 28;
  private static final int SKBQUEUE = 29;

  private static final int IPADDR_IPV4 = 1;
  private static final int IPADDR_IPV6 = 2;

  private static final int FLAG_BEFORE = 1;
  private static final int FLAG_IFACE_WILDCARD = 1 << 7;
  private static final int FLAG_PHYSDEV = 1 << 1;
  private static final int FLAG_NOMATCH = 1 << 2;

  private static final HexFormat MAC = HexFormat.ofDelimiter(":");

  private SetEntryCodec() {}

  static void address(AttributeWriter out, int type, InetAddress address) {
    byte[] bytes = address.getAddress();
    out.nested(type, ip -> ip.bytes((bytes.length == 16 ? IPADDR_IPV6 : IPADDR_IPV4) | NET, bytes));
  }

  static InetAddress address(AttributeReader in) throws WireFormatException {
    AttributeReader ip = in.nested();
    while (ip.next()) {
      if (ip.type() == IPADDR_IPV4 || ip.type() == IPADDR_IPV6) {
        return ip.address();
      }
    }
    throw new WireFormatException("an address attribute without an address");
  }

  static void encode(SetEntry entry, AttributeWriter out) {
    entry.address().ifPresent(a -> address(out, IP, a));
    entry.addressTo().ifPresent(a -> address(out, IP_TO, a));
    entry.length().ifPresent(bits -> out.u8(CIDR, bits));
    entry.port().ifPresent(port -> out.be16(PORT | NET, port));
    entry.portTo().ifPresent(port -> out.be16(PORT_TO | NET, port));
    entry.protocol().ifPresent(protocol -> out.u8(PROTO, protocol));
    entry.address2().ifPresent(a -> address(out, IP2, a));
    entry.address2To().ifPresent(a -> address(out, IP2_TO, a));
    entry.length2().ifPresent(bits -> out.u8(CIDR2, bits));
    entry.mac().ifPresent(mac -> out.bytes(ETHER, MAC.parseHex(mac)));
    entry.device().ifPresent(device -> out.string(IFACE, device));
    entry.mark().ifPresent(mark -> out.be32(MARK | NET, (int) mark));
    entry.set().ifPresent(set -> out.string(NAME, set));
    entry.place().ifPresent(place -> out.string(NAMEREF, place.set()));
    entry.timeout().ifPresent(seconds -> out.be32(TIMEOUT | NET, (int) seconds));
    entry.packets().ifPresent(count -> out.be64(PACKETS | NET, count));
    entry.bytes().ifPresent(count -> out.be64(BYTES | NET, count));
    entry.comment().ifPresent(text -> out.string(COMMENT, text));
    entry
        .skbInfo()
        .ifPresent(
            info -> {
              out.be64(SKBMARK | NET, (info.mark() << 32) | (info.markMask() & 0xffff_ffffL));
              out.be32(SKBPRIO | NET, (int) info.priority());
              out.be16(SKBQUEUE | NET, info.queue());
            });
    int flags =
        (entry.place().map(SetEntry.Place::before).orElse(false) ? FLAG_BEFORE : 0)
            | (entry.bridgePort() ? FLAG_PHYSDEV : 0)
            | (entry.nomatch() ? FLAG_NOMATCH : 0)
            | (entry.wildcard() ? FLAG_IFACE_WILDCARD : 0);
    if (flags != 0) {
      out.be32(CADT_FLAGS | NET, flags);
    }
  }

  static SetEntry decode(AttributeReader in) throws WireFormatException {
    SetEntry.Builder entry = SetEntry.builder();
    int protocol = -1;
    int port = -1;
    long packets = -1;
    long bytes = 0;
    long skbMark = 0;
    long skbPriority = 0;
    int skbQueue = -1; // none told
    boolean before = false;
    Optional<String> placed = Optional.empty();
    while (in.next()) {
      switch (in.type()) {
        case IP -> entry.address(address(in));
        case IP_TO -> entry.addressTo(address(in));
        case CIDR -> entry.length(in.u8());
        case PORT -> port = in.be16();
        case PORT_TO -> entry.portTo(in.be16());
        case TIMEOUT -> entry.timeout(in.be32() & 0xffff_ffffL);
        case PROTO -> protocol = in.u8();
        case CADT_FLAGS -> {
          int flags = in.be32();
          entry
              .bridgePort((flags & FLAG_PHYSDEV) != 0)
              .nomatch((flags & FLAG_NOMATCH) != 0)
              .wildcard((flags & FLAG_IFACE_WILDCARD) != 0);
          before = (flags & FLAG_BEFORE) != 0;
        }
        case MARK -> entry.mark(in.be32() & 0xffff_ffffL);
        case ETHER -> entry.mac(MAC.formatHex(in.bytes()));
        case NAME -> entry.set(named(in));
        case NAMEREF -> placed = Optional.of(named(in));
        case IP2 -> entry.address2(address(in));
        case IP2_TO -> entry.address2To(address(in));
        case CIDR2 -> entry.length2(in.u8());
        case IFACE -> entry.device(named(in));
        case BYTES -> bytes = in.be64();
        case PACKETS -> packets = in.be64();
        case COMMENT -> entry.comment(in.string());
        case SKBMARK -> {
          skbMark = in.be64();
          skbQueue = Math.max(0, skbQueue);
        }
        case SKBPRIO -> {
          skbPriority = in.be32() & 0xffff_ffffL;
          skbQueue = Math.max(0, skbQueue);
        }
        case SKBQUEUE -> skbQueue = in.be16();
        default -> {} // what later kernels add
      }
    }
    if (port >= 0) {
      if (protocol >= 0) {
        entry.port(protocol, port);
      } else {
        entry.port(port);
      }
    }
    if (packets >= 0) {
      entry.counters(packets, bytes);
    }
    if (skbQueue >= 0) {
      entry.skbInfo(
          new SetEntry.SkbInfo(skbMark >>> 32, skbMark & 0xffff_ffffL, skbPriority, skbQueue));
    }
    if (placed.isPresent()) {
      entry.place(new SetEntry.Place(placed.get(), before));
    }
    try {
      return entry.build();
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("an entry with " + e.getMessage());
    }
  }

  private static String named(AttributeReader in) throws WireFormatException {
    String name = in.string();
    return SetNameCodec.checked(name, in.type() == IFACE ? 15 : 31);
  }
}
