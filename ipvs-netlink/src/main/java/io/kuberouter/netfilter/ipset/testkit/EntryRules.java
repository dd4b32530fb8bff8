package io.kuberouter.netfilter.ipset.testkit;

import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the set types make of an entry: addresses are cut to their network, ranges taken apart; and
 * what they refuse.
 */
final class EntryRules {

  private static final int INVALID_CIDR = 4104;
  private static final int TIMEOUT = 4107;
  private static final int COUNTER = 4111;
  private static final int COMMENT = 4112;
  private static final int SKBINFO = 4114;

  /** {@code IPSET_ERR_BITMAP_RANGE}. */
  private static final int BITMAP_RANGE = 4352;

  /** {@code IPSET_ERR_HASH_ELEM}: an element that may not be. */
  private static final int HASH_ELEM = 4353;

  /** {@code IPSET_ERR_INVALID_PROTO}. */
  private static final int INVALID_PROTO = 4354;

  /** {@code ip_set_proto_with_ports}: TCP, UDP, SCTP, UDP-Lite. */
  private static final Set<Integer> WITH_PORTS = Set.of(6, 17, 132, 136);

  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  /** {@code IPSET_ERR_MISSING_PROTO}. */
  private static final int MISSING_PROTO = 4355;

  /** {@code IPSET_ERR_HASH_RANGE_UNSUPPORTED}. */
  private static final int HASH_RANGE_UNSUPPORTED = 4356;

  private static final int MOST_EXPANDED = 1 << 16;

  private EntryRules() {}

  /** The entries that one stands for, or the refusal. */
  record Expanded(int errno, List<SetEntry> entries) {
    static Expanded refused(int errno) {
      return new Expanded(errno, List.of());
    }
  }

  static Expanded expand(SetDefinition set, SetEntry entry) {
    boolean bitmap = set.type().startsWith("bitmap:");
    int errno = isForOthers(set, entry) ? SetRules.PROTOCOL : parts(set, entry);
    int extension = extensions(set, entry);
    if (extension != 0 && errno != SetRules.PROTOCOL && !bitmap) {
      errno = extension; // before lengths and protocols, but a bitmap looks at its range first
    }
    if (errno != 0) {
      return Expanded.refused(errno);
    }
    List<SetEntry> entries = new ArrayList<>();
    for (SetEntry one : addresses(set, entry)) {
      for (SetEntry single : ports(set, one)) {
        entries.add(canonical(set, single));
      }
    }
    if (bitmap && !entries.stream().allMatch(one -> inRange(set, one))) {
      return Expanded.refused(BITMAP_RANGE);
    }
    return extension == 0 ? new Expanded(0, entries) : Expanded.refused(extension);
  }

  /** What the type's {@code adt_policy} does not name: only networks have exceptions. */
  private static boolean isForOthers(SetDefinition set, SetEntry entry) {
    return entry.nomatch() && !SetRules.kinds(set.type()).contains("net");
  }

  /** {@return 0 when the entry has the parts of the type, of the set's family} */
  private static int parts(SetDefinition set, SetEntry entry) {
    boolean second = false;
    for (String kind : SetRules.kinds(set.type())) {
      int errno =
          switch (kind) {
            case "ip", "net" -> {
              Optional<InetAddress> address = second ? entry.address2() : entry.address();
              OptionalInt length = second ? entry.length2() : entry.length();
              boolean first = !second;
              second = true;
              yield address(set, entry, address, length, kind.equals("net"), first);
            }
            case "port" -> port(set, entry);
            case "mac" ->
                entry.mac().isPresent() || set.type().startsWith("bitmap:") ? 0 : SetRules.PROTOCOL;
            case "mark" -> entry.mark().isPresent() ? 0 : SetRules.PROTOCOL;
            case "iface" -> entry.device().isPresent() ? 0 : SetRules.PROTOCOL;
            default -> entry.set().isPresent() ? 0 : SetRules.PROTOCOL;
          };
      if (errno != 0) {
        return errno;
      }
    }
    return 0;
  }

  private static int address(
      SetDefinition set,
      SetEntry entry,
      Optional<InetAddress> address,
      OptionalInt length,
      boolean net,
      boolean first) {
    if (address.isEmpty()) {
      return SetRules.PROTOCOL;
    }
    boolean six = address.get() instanceof Inet6Address;
    if (six != set.ipv6()) {
      return SetRules.PROTOCOL;
    }
    int least = set.type().equals("hash:net,iface") ? 0 : 1;
    if (length.isPresent() && (length.getAsInt() < least || length.getAsInt() > (six ? 128 : 32))) {
      return INVALID_CIDR;
    }
    if (first && six && entry.addressTo().isPresent()) {
      return HASH_RANGE_UNSUPPORTED;
    }
    if (first && six && !net && isPart(length)) {
      return INVALID_CIDR;
    }
    boolean plain = set.type().equals("hash:ip");
    return plain && first && address.get().isAnyLocalAddress() ? HASH_ELEM : 0;
  }

  private static boolean isPart(OptionalInt length) {
    return length.isPresent() && length.getAsInt() != 128;
  }

  private static int port(SetDefinition set, SetEntry entry) {
    if (entry.port().isEmpty()) {
      return SetRules.PROTOCOL;
    }
    if (!SetRules.isHash(set.type())) {
      return 0;
    } else if (entry.protocol().isEmpty()) {
      return MISSING_PROTO;
    }
    return entry.protocol().getAsInt() == 0 ? INVALID_PROTO : 0;
  }

  private static int extensions(SetDefinition set, SetEntry entry) {
    if (entry.timeout().isPresent() && set.timeout().isEmpty()) {
      return TIMEOUT;
    } else if (entry.packets().isPresent() && !set.counters()) {
      return COUNTER;
    } else if (entry.comment().isPresent() && !set.comments()) {
      return COMMENT;
    }
    return entry.skbInfo().isPresent() && !set.skbInfo() ? SKBINFO : 0;
  }

  /** Takes a range or a network of addresses apart, where the type holds single ones. */
  private static List<SetEntry> addresses(SetDefinition set, SetEntry entry) {
    if (entry.address().isEmpty() || set.ipv6()) {
      return List.of(entry);
    }
    boolean net = SetRules.kinds(set.type()).get(0).equals("net");
    long from = number(entry.address().get());
    long to = from;
    if (entry.addressTo().isPresent()) {
      long other = number(entry.addressTo().get());
      to = Math.max(from, other);
      from = Math.min(from, other);
    } else if (!net && entry.length().isPresent()) {
      long size = 1L << (32 - entry.length().getAsInt());
      from &= -size;
      to = from + size - 1;
    }
    if (from == to) {
      return List.of(entry);
    }
    List<SetEntry> entries = new ArrayList<>();
    while (from <= to) {
      int bits = net ? largest(from, to) : 32;
      SetEntry.Builder one = entry.toBuilder().single(address(from));
      entries.add(net ? one.length(bits).build() : one.build());
      from += 1L << (32 - bits);
      if (entries.size() > MOST_EXPANDED) {
        throw new IllegalArgumentException("a range of more than " + MOST_EXPANDED + " entries");
      }
    }
    return entries;
  }

  /** {@return the length of the largest network that begins at an address and ends in a range} */
  private static int largest(long from, long to) {
    int bits = 32;
    while (bits > 1) {
      long size = 1L << (33 - bits);
      if ((from & (size - 1)) != 0 || from + size - 1 > to) {
        break;
      }
      bits--;
    }
    return bits;
  }

  private static List<SetEntry> ports(SetDefinition set, SetEntry entry) {
    if (SetRules.isHash(set.type()) && entry.port().isPresent() && !hasPort(set, entry)) {
      return List.of(entry.toBuilder().single(0).build());
    } else if (entry.portTo().isEmpty() || entry.port().isEmpty()) {
      return List.of(entry);
    }
    int from = Math.min(entry.port().getAsInt(), entry.portTo().getAsInt());
    int to = Math.max(entry.port().getAsInt(), entry.portTo().getAsInt());
    List<SetEntry> entries = new ArrayList<>();
    for (int port = from; port <= to; port++) {
      entries.add(entry.toBuilder().single(port).build());
    }
    return entries;
  }

  /** Or the type and code of the family's ICMP. */
  private static boolean hasPort(SetDefinition set, SetEntry entry) {
    int protocol = entry.protocol().orElseThrow();
    return WITH_PORTS.contains(protocol) || protocol == (set.ipv6() ? ICMPV6 : ICMP);
  }

  /** Cuts addresses to their networks; a network is told with its length, an address without. */
  private static SetEntry canonical(SetDefinition set, SetEntry entry) {
    SetEntry.Builder out = SetEntry.builder();
    boolean second = false;
    int bits = set.ipv6() ? 128 : 32;
    for (String kind : SetRules.kinds(set.type())) {
      switch (kind) {
        case "ip" -> {
          if (second) {
            entry.address2().ifPresent(out::address2);
          } else {
            entry.address().ifPresent(a -> out.address(cut(a, set.netmask().orElse(bits))));
          }
          second = true;
        }
        case "net" -> {
          if (second) {
            int length = entry.length2().orElse(bits);
            entry.address2().ifPresent(a -> out.address2(cut(a, length)).length2(length));
          } else {
            int length = entry.length().orElse(bits);
            entry.address().ifPresent(a -> out.address(cut(a, length)).length(length));
          }
          second = true;
        }
        case "port" -> {
          if (SetRules.isHash(set.type())) {
            out.port(entry.protocol().orElseThrow(), entry.port().orElseThrow());
          } else {
            out.port(entry.port().orElseThrow());
          }
        }
        case "mac" -> entry.mac().ifPresent(out::mac);
        case "mark" ->
            entry.mark().ifPresent(m -> out.mark(m & set.markMask().orElse(0xffff_ffffL)));
        case "iface" -> {
          entry.device().ifPresent(out::device);
          out.bridgePort(entry.bridgePort()).wildcard(entry.wildcard());
        }
        default -> entry.set().ifPresent(out::set);
      }
    }
    out.nomatch(entry.nomatch());
    if (set.timeout().isPresent()) {
      out.timeout(SetRules.timeout(entry.timeout().orElse(set.timeout().getAsLong())));
    }
    if (set.counters()) {
      out.counters(entry.packets().orElse(0), entry.bytes().orElse(0));
    }
    if (set.comments()) {
      entry.comment().ifPresent(out::comment);
    }
    entry.skbInfo().ifPresent(out::skbInfo);
    return out.build();
  }

  private static boolean inRange(SetDefinition set, SetEntry entry) {
    if (set.type().equals("bitmap:port")) {
      int port = entry.port().orElseThrow();
      int one = set.firstPort().orElseThrow();
      int other = set.lastPort().orElseThrow();
      return port >= Math.min(one, other) && port <= Math.max(one, other);
    }
    long address = number(entry.address().orElseThrow());
    long one = number(set.first().orElseThrow());
    long other = number(set.last().orElseThrow());
    return address >= Math.min(one, other) && address <= Math.max(one, other);
  }

  /** {@return an IPv4 address as a number} */
  static long number(InetAddress address) {
    long value = 0;
    for (byte b : address.getAddress()) {
      value = (value << 8) | (b & 0xff);
    }
    return value;
  }

  private static InetAddress address(long value) {
    return of(
        new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // 4 or 16 bytes
    }
  }

  static InetAddress cut(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int left = Math.max(0, Math.min(8, length - (8 * i)));
      bytes[i] &= (byte) (0xff << (8 - left));
    }
    return of(bytes);
  }

  /** {@return whether an entry of networks holds one of single addresses} */
  static boolean holds(SetEntry network, SetEntry single) {
    return holds(network.address(), network.length(), single.address())
        && holds(network.address2(), network.length2(), single.address2())
        && network.protocol().equals(single.protocol())
        && network.port().equals(single.port())
        && network.mac().equals(single.mac())
        && network.mark().equals(single.mark())
        && network.set().equals(single.set());
  }

  private static boolean holds(
      Optional<InetAddress> network, OptionalInt length, Optional<InetAddress> address) {
    if (network.isEmpty() || address.isEmpty()) {
      return network.isEmpty() == address.isEmpty();
    }
    int bits = length.orElse(network.get().getAddress().length * 8);
    return cut(address.get(), bits).equals(network.get());
  }
}
