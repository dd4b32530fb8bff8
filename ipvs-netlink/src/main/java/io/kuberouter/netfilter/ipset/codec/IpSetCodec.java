package io.kuberouter.netfilter.ipset.codec;

import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sets ↔ nfnetlink messages ({@code linux/netfilter/ipset/ip_set.h}). */
public final class IpSetCodec {

  private static final int NFNL_SUBSYS_IPSET = 6 << 8;
  private static final int CMD_PROTOCOL = NFNL_SUBSYS_IPSET | 1;
  private static final int CMD_CREATE = NFNL_SUBSYS_IPSET | 2;
  private static final int CMD_DESTROY = NFNL_SUBSYS_IPSET | 3;
  private static final int CMD_FLUSH = NFNL_SUBSYS_IPSET | 4;
  private static final int CMD_RENAME = NFNL_SUBSYS_IPSET | 5;
  private static final int CMD_SWAP = NFNL_SUBSYS_IPSET | 6;
  private static final int CMD_LIST = NFNL_SUBSYS_IPSET | 7;
  private static final int CMD_ADD = NFNL_SUBSYS_IPSET | 9;
  private static final int CMD_DEL = NFNL_SUBSYS_IPSET | 10;
  private static final int CMD_TEST = NFNL_SUBSYS_IPSET | 11;
  private static final int CMD_TYPE = NFNL_SUBSYS_IPSET | 13;
  private static final int NFGENMSG = 4;

  /** {@code IPSET_PROTOCOL_MIN}: what every kernel speaks. */
  public static final int LOWEST_PROTOCOL = 6;

  /** {@code IPSET_PROTOCOL}: what we speak with kernels that do, from Linux 4.20 on. */
  public static final int HIGHEST_PROTOCOL = 7;

  private static final int ATTR_PROTOCOL = 1;
  private static final int ATTR_SETNAME = 2;
  private static final int ATTR_TYPENAME = 3;
  private static final int ATTR_SETNAME2 = 3;
  private static final int ATTR_REVISION = 4;
  private static final int ATTR_FAMILY = 5;
  private static final int ATTR_FLAGS = 6;
  private static final int ATTR_DATA = 7;
  private static final int ATTR_ADT = 8;
  private static final int ATTR_LINENO = 9;

  private static final int NET = SetEntryCodec.NET;
  private static final int MARKMASK = 11;
  private static final int BITMASK = 12;
  private static final int HASHSIZE = 18;
  private static final int MAXELEM = 19;
  private static final int NETMASK = 20;
  private static final int BUCKETSIZE = 21;
  private static final int SIZE = 23;
  private static final int ELEMENTS = 24;
  private static final int REFERENCES = 25;
  private static final int MEMSIZE = 26;

  /** {@code IPSET_FLAG_LIST_SETNAME}: names alone. */
  private static final int FLAG_LIST_SETNAME = 1 << 1;

  /** {@code IPSET_FLAG_LIST_HEADER}: no entries. */
  private static final int FLAG_LIST_HEADER = 1 << 2;

  private static final int FLAG_WITH_COUNTERS = 1 << 3;
  private static final int FLAG_WITH_COMMENT = 1 << 4;
  private static final int FLAG_WITH_FORCEADD = 1 << 5;
  private static final int FLAG_WITH_SKBINFO = 1 << 6;

  /** Types without addresses: their family is none, or the tool does not find them. */
  private static final Set<String> NFPROTO_UNSPEC = Set.of("bitmap:port", "hash:mac", "list:set");

  private static final int NFPROTO_IPV4 = 2;
  private static final int NFPROTO_IPV6 = 10;

  private final int protocol;

  /** Messages of a protocol version, {@link #LOWEST_PROTOCOL} to {@link #HIGHEST_PROTOCOL}. */
  public IpSetCodec(int protocol) {
    this.protocol = protocol;
  }

  private static AttributeWriter message(int family, int protocol) {
    return new AttributeWriter().rawU8(family).rawU8(0).rawU16(0).u8(ATTR_PROTOCOL, protocol);
  }

  private AttributeWriter message(int family) {
    return message(family, protocol);
  }

  private AttributeWriter message(String set) {
    return message(NFPROTO_IPV4).string(ATTR_SETNAME, set);
  }

  /** {@return the request for the protocol version that the kernel speaks} */
  public static NetlinkMessage protocol() {
    return new NetlinkMessage(
        CMD_PROTOCOL,
        0,
        message(NFPROTO_IPV4, HIGHEST_PROTOCOL).toBytes(),
        () -> "ipset protocol version");
  }

  /** {@return the version that both sides speak, from the answer to {@link #protocol}} */
  public static int decodeProtocol(AttributeReader in) throws WireFormatException {
    in.skip(NFGENMSG);
    while (in.next()) {
      if (in.type() == ATTR_PROTOCOL) {
        return Math.min(HIGHEST_PROTOCOL, in.u8());
      }
    }
    throw new WireFormatException("the kernel named no protocol version of its sets");
  }

  private static int family(String type, boolean ipv6) {
    return NFPROTO_UNSPEC.contains(type) ? 0 : ipv6 ? NFPROTO_IPV6 : NFPROTO_IPV4;
  }

  /** {@return the request for all sets and their entries} */
  public NetlinkMessage list() {
    return new NetlinkMessage(CMD_LIST, 0, message(NFPROTO_IPV4).toBytes(), "ipset list");
  }

  /** {@return the request for all sets without their entries} */
  public NetlinkMessage heads() {
    AttributeWriter out = message(NFPROTO_IPV4).be32(ATTR_FLAGS | NET, FLAG_LIST_HEADER);
    return new NetlinkMessage(CMD_LIST, 0, out.toBytes(), "ipset -terse list");
  }

  /** {@return the request for the names of all sets} */
  public NetlinkMessage names() {
    AttributeWriter out = message(NFPROTO_IPV4).be32(ATTR_FLAGS | NET, FLAG_LIST_SETNAME);
    return new NetlinkMessage(CMD_LIST, 0, out.toBytes(), "ipset -name list");
  }

  /** {@return the request for one set without its entries} */
  public NetlinkMessage head(String set) {
    AttributeWriter out = message(set).be32(ATTR_FLAGS | NET, FLAG_LIST_HEADER);
    return new NetlinkMessage(CMD_LIST, 0, out.toBytes(), () -> "ipset -terse list " + set);
  }

  /** {@return the request for one set and its entries} */
  public NetlinkMessage list(String set) {
    return new NetlinkMessage(CMD_LIST, 0, message(set).toBytes(), "ipset list " + set);
  }

  /** {@return the request for the revisions of a type that the kernel knows} */
  public NetlinkMessage type(String type, boolean ipv6) {
    AttributeWriter out =
        message(NFPROTO_IPV4).string(ATTR_TYPENAME, type).u8(ATTR_FAMILY, family(type, ipv6));
    return new NetlinkMessage(CMD_TYPE, 0, out.toBytes(), "ipset type " + type);
  }

  /** {@return the newest revision that an answer to {@link #type} names} */
  public static int decodeRevision(AttributeReader in) throws WireFormatException {
    in.skip(NFGENMSG);
    while (in.next()) {
      if (in.type() == ATTR_REVISION) {
        return in.u8();
      }
    }
    throw new WireFormatException("the kernel named no revision of the set type");
  }

  /** {@return the request that asks whether an entry is in a set} */
  public NetlinkMessage test(String set, SetEntry entry) {
    return entry(CMD_TEST, 0, "ipset test ", set, entry.identity());
  }

  /**
   * {@return the request that makes a change}
   *
   * @param revision of the set's type, for {@link SetChange.Create}
   */
  public NetlinkMessage encode(SetChange change, int revision) {
    if (change instanceof SetChange.Create c) {
      return create(c.definition(), revision, exclusive(c.exclusive()));
    } else if (change instanceof SetChange.Destroy c) {
      return new NetlinkMessage(
          CMD_DESTROY,
          exclusive(c.exclusive()),
          message(c.set()).toBytes(),
          () -> "ipset destroy " + c.set());
    } else if (change instanceof SetChange.Flush c) {
      return simple(CMD_FLUSH, message(c.set()), "ipset flush " + c.set());
    } else if (change instanceof SetChange.Rename c) {
      return simple(
          CMD_RENAME,
          message(c.set()).string(ATTR_SETNAME2, c.to()),
          "ipset rename " + c.set() + " " + c.to());
    } else if (change instanceof SetChange.Swap c) {
      return simple(
          CMD_SWAP,
          message(c.set()).string(ATTR_SETNAME2, c.other()),
          "ipset swap " + c.set() + " " + c.other());
    } else if (change instanceof SetChange.Add c) {
      return entry(CMD_ADD, exclusive(c.exclusive()), "ipset add ", c.set(), c.entry());
    } else if (change instanceof SetChange.Delete c) {
      return entry(CMD_DEL, exclusive(c.exclusive()), "ipset del ", c.set(), c.entry().identity());
    }
    throw new AssertionError(change);
  }

  /**
   * {@return the request that adds many entries to a set, or removes them; the kernel stops at the
   * first that it refuses, and does not say which it is}
   *
   * @param add whether to add, or to remove
   */
  public NetlinkMessage encode(boolean add, String set, List<SetEntry> entries) {
    AttributeWriter out = message(set).be32(ATTR_LINENO | NET, 0); // which the kernel insists on
    int container = out.begin(ATTR_ADT);
    for (SetEntry entry : entries) {
      int data = out.begin(ATTR_DATA);
      SetEntryCodec.encode(add ? entry : entry.identity(), out);
      out.end(data);
    }
    out.end(container);
    return new NetlinkMessage(
        add ? CMD_ADD : CMD_DEL,
        0,
        out.toBytes(),
        () -> "ipset " + (add ? "add " : "del ") + set + ": " + entries.size() + " entries");
  }

  private static int exclusive(boolean value) {
    return value ? NetlinkMessage.EXCLUSIVE : 0;
  }

  private static NetlinkMessage simple(int command, AttributeWriter out, String text) {
    return new NetlinkMessage(command, 0, out.toBytes(), text);
  }

  private NetlinkMessage entry(int command, int flags, String verb, String set, SetEntry entry) {
    AttributeWriter out = message(set);
    out.nested(ATTR_DATA, data -> SetEntryCodec.encode(entry, data));
    return new NetlinkMessage(
        command, flags, out.toBytes(), () -> verb + set + " " + SetEntryText.format(entry));
  }

  private NetlinkMessage create(SetDefinition set, int revision, int flags) {
    AttributeWriter out =
        message(set.name())
            .string(ATTR_TYPENAME, set.type())
            .u8(ATTR_REVISION, revision)
            .u8(ATTR_FAMILY, family(set.type(), set.ipv6()));
    out.nested(ATTR_DATA, data -> options(set, data));
    return new NetlinkMessage(
        CMD_CREATE, flags, out.toBytes(), () -> "ipset create " + set.name() + " " + set.type());
  }

  private static void options(SetDefinition set, AttributeWriter out) {
    set.timeout().ifPresent(s -> out.be32(SetEntryCodec.TIMEOUT | NET, (int) s));
    set.hashSize().ifPresent(n -> out.be32(HASHSIZE | NET, n));
    set.maxElements().ifPresent(n -> out.be32(MAXELEM | NET, (int) n));
    set.netmask().ifPresent(bits -> out.u8(NETMASK, bits));
    set.bitmask().ifPresent(mask -> SetEntryCodec.address(out, BITMASK, mask));
    set.markMask().ifPresent(mask -> out.be32(MARKMASK | NET, (int) mask));
    set.bucketSize().ifPresent(n -> out.u8(BUCKETSIZE, n));
    set.first().ifPresent(a -> SetEntryCodec.address(out, SetEntryCodec.IP, a));
    set.last().ifPresent(a -> SetEntryCodec.address(out, SetEntryCodec.IP_TO, a));
    set.firstPort().ifPresent(p -> out.be16(SetEntryCodec.PORT | NET, p));
    set.lastPort().ifPresent(p -> out.be16(SetEntryCodec.PORT_TO | NET, p));
    set.size().ifPresent(n -> out.be32(SIZE | NET, n));
    int flags =
        (set.counters() ? FLAG_WITH_COUNTERS : 0)
            | (set.comments() ? FLAG_WITH_COMMENT : 0)
            | (set.skbInfo() ? FLAG_WITH_SKBINFO : 0)
            | (set.forceAdd() ? FLAG_WITH_FORCEADD : 0);
    if (flags != 0) {
      out.be32(SetEntryCodec.CADT_FLAGS | NET, flags);
    }
  }

  /**
   * One part of an answer to {@link #list}: a set's head, or more of its entries.
   *
   * @param head absent where the part goes on with the entries of the set before
   */
  public record Part(String set, Optional<ObservedSet> head, List<SetEntry> entries) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /** {@return a part of an answer to {@link #list}} */
  public static Part decode(AttributeReader in) throws WireFormatException {
    in.skip(NFGENMSG);
    String name = "";
    String type = "";
    int family = 0;
    Optional<AttributeReader> data = Optional.empty();
    List<SetEntry> entries = new ArrayList<>();
    while (in.next()) {
      switch (in.type()) {
        case ATTR_SETNAME -> name = in.string();
        case ATTR_TYPENAME -> type = in.string();
        case ATTR_FAMILY -> family = in.u8();
        case ATTR_DATA -> data = Optional.of(in.nested());
        case ATTR_ADT -> {
          AttributeReader list = in.nested();
          while (list.next()) {
            if (list.type() == ATTR_DATA) {
              entries.add(SetEntryCodec.decode(list.nested()));
            }
          }
        }
        default -> {} // protocol, revision
      }
    }
    Optional<ObservedSet> head = Optional.empty();
    if (data.isPresent()) {
      SetDefinition.Builder set =
          SetDefinition.builder(SetNameCodec.checked(name, 31), type).ipv6(family == NFPROTO_IPV6);
      head = Optional.of(head(set, data.get()));
    }
    return new Part(name, head, entries);
  }

  private static ObservedSet head(SetDefinition.Builder set, AttributeReader in)
      throws WireFormatException {
    long references = 0;
    long memory = 0;
    long elements = 0;
    Optional<InetAddress> first = Optional.empty();
    int firstPort = -1;
    while (in.next()) {
      switch (in.type()) {
        case SetEntryCodec.IP -> first = Optional.of(SetEntryCodec.address(in));
        case SetEntryCodec.IP_TO -> {
          InetAddress last = SetEntryCodec.address(in);
          first.ifPresent(f -> set.range(f, last));
        }
        case SetEntryCodec.PORT -> firstPort = in.be16();
        case SetEntryCodec.PORT_TO -> set.range(Math.max(0, firstPort), in.be16());
        case SetEntryCodec.TIMEOUT -> set.timeout(in.be32() & 0xffff_ffffL);
        case HASHSIZE -> set.hashSize(in.be32());
        case MAXELEM -> set.maxElements(in.be32() & 0xffff_ffffL);
        case NETMASK -> set.netmask(in.u8());
        case BITMASK -> set.bitmask(SetEntryCodec.address(in));
        case MARKMASK -> set.markMask(in.be32() & 0xffff_ffffL);
        case BUCKETSIZE -> set.bucketSize(in.u8());
        case ELEMENTS -> elements = in.be32() & 0xffff_ffffL;
        case SIZE -> set.size(in.be32());
        case REFERENCES -> references = in.be32() & 0xffff_ffffL;
        case MEMSIZE -> memory = in.be32() & 0xffff_ffffL;
        case SetEntryCodec.CADT_FLAGS -> {
          int flags = in.be32();
          set.counters((flags & FLAG_WITH_COUNTERS) != 0)
              .comments((flags & FLAG_WITH_COMMENT) != 0)
              .skbInfo((flags & FLAG_WITH_SKBINFO) != 0)
              .forceAdd((flags & FLAG_WITH_FORCEADD) != 0);
        }
        default -> {} // how the hash is seeded, what later kernels add
      }
    }
    try {
      return new ObservedSet(set.build(), references, memory, elements, List.of());
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("a set with " + e.getMessage());
    }
  }
}
