package io.kuberouter.netfilter.ipset.testkit;

import io.kuberouter.netfilter.ipset.SetDefinition;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** What {@code ip_set_core.c} and the set types check when a set is made, and its answers. */
final class SetRules {

  static final int ENOENT = 2;
  static final int EEXIST = 17;
  static final int PROTOCOL = 4097;
  static final int FIND_TYPE = 4098;
  static final int BUSY = 4100;
  static final int EXIST_SETNAME2 = 4101;
  static final int TYPE_MISMATCH = 4102;
  static final int EXIST = 4103;
  static final int INVALID_NETMASK = 4105;
  static final int REFERENCED = 4108;

  /** {@code IPSET_ERR_BITMAP_RANGE_SIZE}. */
  private static final int BITMAP_RANGE_SIZE = 4353;

  private static final int MOST_OF_A_BITMAP = 65536;
  private static final long DEFAULT_MAXELEM = 65536;
  private static final int DEFAULT_HASHSIZE = 1024;
  private static final int DEFAULT_LIST_SIZE = 8;
  private static final int DEFAULT_BUCKETSIZE = 12;

  private static final Set<String> TYPES =
      Set.of(
          "bitmap:ip",
          "bitmap:ip,mac",
          "bitmap:port",
          "hash:ip",
          "hash:ip,mac",
          "hash:ip,mark",
          "hash:ip,port",
          "hash:ip,port,ip",
          "hash:ip,port,net",
          "hash:mac",
          "hash:net",
          "hash:net,iface",
          "hash:net,net",
          "hash:net,port",
          "hash:net,port,net",
          "list:set");

  /** Types with a netmask; the last two since Linux 6.2. */
  private static final Set<String> NETMASK =
      Set.of("hash:ip", "bitmap:ip", "hash:ip,port", "hash:net,net");

  /** {@code IPSET_MAX_TIMEOUT}: what is longer is as long as that. */
  private static final long MOST_SECONDS = (0xffff_ffffL >> 1) / 1000;

  private SetRules() {}

  /** {@return seconds as {@code ip_set_timeout_uget} takes them} */
  static long timeout(long seconds) {
    return Math.min(seconds, MOST_SECONDS);
  }

  /** {@code NFPROTO_UNSPEC}. */
  private static boolean hasNoFamily(String type) {
    return type.equals("bitmap:port") || type.equals("list:set");
  }

  /** {@return the parts of a type's entries: ip, net, port, mac, mark, iface, set} */
  static List<String> kinds(String type) {
    return List.of(type.substring(type.indexOf(':') + 1).split(",", -1));
  }

  static boolean isHash(String type) {
    return type.startsWith("hash:");
  }

  /** {@return 0, or what {@code create} answers} */
  static int check(SetDefinition set) {
    if (!TYPES.contains(set.type())) {
      return FIND_TYPE;
    }
    if (set.ipv6() && set.type().startsWith("bitmap:") && !hasNoFamily(set.type())) {
      return FIND_TYPE;
    }
    if (hasOptionsOfOthers(set)) {
      return PROTOCOL;
    }
    if (set.type().startsWith("bitmap:")) {
      return bitmap(set);
    }
    boolean cut = set.netmask().isPresent();
    int bits = set.ipv6() ? 128 : 32;
    if (cut && (set.netmask().getAsInt() < 1 || set.netmask().getAsInt() > bits)) {
      return INVALID_NETMASK;
    }
    return 0;
  }

  /** What a type's {@code create_policy} does not name. */
  private static boolean hasOptionsOfOthers(SetDefinition set) {
    String type = set.type();
    boolean table =
        set.hashSize().isPresent() || set.maxElements().isPresent() || set.bucketSize().isPresent();
    boolean range = set.first().isPresent() || set.firstPort().isPresent();
    return (table && !isHash(type))
        || (range && !type.startsWith("bitmap:"))
        || (set.size().isPresent() && !type.equals("list:set"))
        || (set.markMask().isPresent() && !type.equals("hash:ip,mark"))
        || (set.netmask().isPresent() && !NETMASK.contains(type));
  }

  private static int bitmap(SetDefinition set) {
    if (set.type().equals("bitmap:port")) {
      return set.firstPort().isPresent() && set.lastPort().isPresent() ? 0 : PROTOCOL;
    }
    if (set.first().isEmpty() || set.last().isEmpty()) {
      return PROTOCOL;
    }
    long first = EntryRules.number(set.first().get());
    long last = EntryRules.number(set.last().get());
    return Math.abs(last - first) >= MOST_OF_A_BITMAP ? BITMAP_RANGE_SIZE : 0;
  }

  /** {@return a definition with what the kernel chooses} */
  static SetDefinition chosen(SetDefinition set) {
    SetDefinition.Builder builder = set.toBuilder();
    set.timeout().ifPresent(seconds -> builder.timeout(timeout(seconds)));
    builder.ipv6(set.ipv6() && !hasNoFamily(set.type()));
    order(set, builder);
    if (isHash(set.type())) {
      builder.hashSize(powerOfTwo(set.hashSize().orElse(DEFAULT_HASHSIZE)));
      builder.maxElements(set.maxElements().orElse(DEFAULT_MAXELEM));
      builder.bucketSize(bucketSize(set.bucketSize().orElse(DEFAULT_BUCKETSIZE)));
    } else if (set.type().equals("list:set")) {
      builder.size(Math.max(4, set.size().orElse(DEFAULT_LIST_SIZE)));
    }
    return builder.build();
  }

  /** A range may be told from its end. */
  private static void order(SetDefinition set, SetDefinition.Builder builder) {
    if (set.firstPort().isPresent() && set.lastPort().isPresent()) {
      int one = set.firstPort().getAsInt();
      int other = set.lastPort().getAsInt();
      builder.range(Math.min(one, other), Math.max(one, other));
    } else if (set.first().isPresent() && set.last().isPresent()) {
      InetAddress one = set.first().get();
      InetAddress other = set.last().get();
      boolean turned = EntryRules.number(one) > EntryRules.number(other);
      builder.range(turned ? other : one, turned ? one : other);
    }
  }

  /** {@code AHASH_INIT_SIZE} to {@code AHASH_MAX_SIZE}, even. */
  private static int bucketSize(int asked) {
    int size = Math.max(2, Math.min(DEFAULT_BUCKETSIZE, asked));
    return size + size % 2;
  }

  private static int powerOfTwo(int size) {
    int least = Math.max(64, size);
    return Integer.bitCount(least) == 1 ? least : Integer.highestOneBit(least) * 2;
  }

  /** {@return whether {@code same_set} finds two sets of one name to be the same} */
  static boolean same(SetDefinition one, SetDefinition other) {
    SetDefinition a = one.toBuilder().hashSize(64).bucketSize(DEFAULT_BUCKETSIZE).build();
    SetDefinition b = other.toBuilder().hashSize(64).bucketSize(DEFAULT_BUCKETSIZE).build();
    return a.equals(b);
  }

  /** {@return what must be the same for two sets to be swapped: the kernel's type features} */
  static String features(SetDefinition set) {
    List<String> kinds = kinds(set.type());
    StringBuilder out = new StringBuilder(set.ipv6() ? "6" : "4");
    for (String kind : kinds) {
      out.append(kind.equals("net") ? " ip" : " " + kind);
    }
    return out.append(kinds.contains("net") ? " nomatch" : "").toString();
  }
}
