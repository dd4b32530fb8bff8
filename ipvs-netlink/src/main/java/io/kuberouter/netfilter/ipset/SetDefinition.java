package io.kuberouter.netfilter.ipset;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a set is made: its name, its type, and options that are the kernel's choice where absent.
 * Equal definitions need not be equal in the kernel, which rounds the number of buckets up.
 *
 * @param name 1 to 31 bytes
 * @param type such as {@code hash:ip,port}
 * @param ipv6 whether its addresses are of IPv6; without meaning for types without addresses
 * @param timeout of entries that say none, in seconds, 0 to 2^32-1; 0 keeps them, but allows others
 *     one; beyond 2,147,483 (24 days) the kernel takes that
 * @param hashSize of the first table, in buckets
 * @param maxElements how many entries it takes
 * @param netmask to which addresses are cut, in bits (hash:ip, bitmap:ip; hash:ip,port and
 *     hash:net,net since Linux 6.2)
 * @param bitmask which bits of addresses count, where no length says it (hash:ip, hash:ip,port,
 *     hash:net,net; Linux 6.2)
 * @param markMask which bits of marks count (hash:ip,mark)
 * @param bucketSize how many entries a bucket takes: 2 to 12, even, to which the kernel brings
 *     others (Linux 5.11)
 * @param first of a bitmap's range of addresses
 * @param last of a bitmap's range of addresses
 * @param firstPort of a bitmap's range of ports
 * @param lastPort of a bitmap's range of ports
 * @param size of a list:set; kernels of today keep it without holding to it
 * @param counters whether entries count packets and bytes
 * @param comments whether entries carry text
 * @param skbInfo whether entries carry a mark, a priority and a queue
 * @param forceAdd whether a full set drops an entry for a new one
 */
public record SetDefinition(
    String name,
    String type,
    boolean ipv6,
    OptionalLong timeout,
    OptionalInt hashSize,
    OptionalLong maxElements,
    OptionalInt netmask,
    Optional<InetAddress> bitmask,
    OptionalLong markMask,
    OptionalInt bucketSize,
    Optional<InetAddress> first,
    Optional<InetAddress> last,
    OptionalInt firstPort,
    OptionalInt lastPort,
    OptionalInt size,
    boolean counters,
    boolean comments,
    boolean skbInfo,
    boolean forceAdd) {

  /** {@code IPSET_MAXNAMELEN}, without the zero behind it. */
  private static final int MOST_NAME_BYTES = 31;

  public SetDefinition {
    SetNames.check(name, MOST_NAME_BYTES);
    Objects.requireNonNull(type);
    SetRange.u32("timeout", timeout);
    SetRange.u32("number of entries", maxElements);
    SetRange.u32("mask of marks", markMask);
    SetRange.upTo(128, "netmask", netmask);
    SetRange.upTo(0xff, "bucket size", bucketSize);
    SetRange.upTo(0xffff, "first port", firstPort);
    SetRange.upTo(0xffff, "last port", lastPort);
  }

  /** {@return a definition to add options to} */
  public static Builder builder(String name, String type) {
    return new Builder(name, type);
  }

  /** {@return the same definition under another name} */
  public SetDefinition renamed(String other) {
    return toBuilder(other).build();
  }

  /** {@return a definition to add options to, beginning with these} */
  public Builder toBuilder() {
    return toBuilder(name);
  }

  private Builder toBuilder(String called) {
    Builder builder = new Builder(called, type);
    builder.ipv6 = ipv6;
    builder.timeout = timeout;
    builder.hashSize = hashSize;
    builder.maxElements = maxElements;
    builder.netmask = netmask;
    builder.bitmask = bitmask;
    builder.markMask = markMask;
    builder.bucketSize = bucketSize;
    builder.first = first;
    builder.last = last;
    builder.firstPort = firstPort;
    builder.lastPort = lastPort;
    builder.size = size;
    builder.counters = counters;
    builder.comments = comments;
    builder.skbInfo = skbInfo;
    builder.forceAdd = forceAdd;
    return builder;
  }

  /** Puts a definition together. */
  public static final class Builder {
    private final String name;
    private final String type;
    private boolean ipv6;
    private OptionalLong timeout = OptionalLong.empty();
    private OptionalInt hashSize = OptionalInt.empty();
    private OptionalLong maxElements = OptionalLong.empty();
    private OptionalInt netmask = OptionalInt.empty();
    private Optional<InetAddress> bitmask = Optional.empty();
    private OptionalLong markMask = OptionalLong.empty();
    private OptionalInt bucketSize = OptionalInt.empty();
    private Optional<InetAddress> first = Optional.empty();
    private Optional<InetAddress> last = Optional.empty();
    private OptionalInt firstPort = OptionalInt.empty();
    private OptionalInt lastPort = OptionalInt.empty();
    private OptionalInt size = OptionalInt.empty();
    private boolean counters;
    private boolean comments;
    private boolean skbInfo;
    private boolean forceAdd;

    private Builder(String name, String type) {
      this.name = name;
      this.type = type;
    }

    /** Addresses of IPv6, or of IPv4. */
    public Builder ipv6(boolean value) {
      ipv6 = value;
      return this;
    }

    /** Seconds that entries stay; 0 for ever. */
    public Builder timeout(long seconds) {
      timeout = OptionalLong.of(seconds);
      return this;
    }

    /** Buckets of the first table. */
    public Builder hashSize(int buckets) {
      hashSize = OptionalInt.of(buckets);
      return this;
    }

    /** How many entries it takes. */
    public Builder maxElements(long entries) {
      maxElements = OptionalLong.of(entries);
      return this;
    }

    /** Bits to which addresses are cut. */
    public Builder netmask(int bits) {
      netmask = OptionalInt.of(bits);
      return this;
    }

    /** Bits of addresses that count. */
    public Builder bitmask(InetAddress mask) {
      bitmask = Optional.of(mask);
      return this;
    }

    /** Bits of marks that count. */
    public Builder markMask(long mask) {
      markMask = OptionalLong.of(mask);
      return this;
    }

    /** How many entries a bucket takes. */
    public Builder bucketSize(int entries) {
      bucketSize = OptionalInt.of(entries);
      return this;
    }

    /** A bitmap's addresses. */
    public Builder range(InetAddress from, InetAddress to) {
      first = Optional.of(from);
      last = Optional.of(to);
      return this;
    }

    /** A bitmap's ports. */
    public Builder range(int from, int to) {
      firstPort = OptionalInt.of(from);
      lastPort = OptionalInt.of(to);
      return this;
    }

    /** Places of a list:set. */
    public Builder size(int sets) {
      size = OptionalInt.of(sets);
      return this;
    }

    /** Whether entries count. */
    public Builder counters(boolean value) {
      counters = value;
      return this;
    }

    /** Whether entries carry text. */
    public Builder comments(boolean value) {
      comments = value;
      return this;
    }

    /** Whether entries carry a mark, a priority and a queue. */
    public Builder skbInfo(boolean value) {
      skbInfo = value;
      return this;
    }

    /** Whether a full set drops an entry for a new one. */
    public Builder forceAdd(boolean value) {
      forceAdd = value;
      return this;
    }

    /** {@return the definition} */
    public SetDefinition build() {
      return new SetDefinition(
          name,
          type,
          ipv6,
          timeout,
          hashSize,
          maxElements,
          netmask,
          bitmask,
          markMask,
          bucketSize,
          first,
          last,
          firstPort,
          lastPort,
          size,
          counters,
          comments,
          skbInfo,
          forceAdd);
    }
  }
}
