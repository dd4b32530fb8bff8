package io.kuberouter.netfilter.ipset;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One entry of a set. Which parts it has is the set's type: {@code hash:net,port,ip} has an address
 * with its length, a protocol with its port, and a second address.
 *
 * @param address the first address
 * @param addressTo the last of a range from there; the kernel makes single entries or networks of
 *     it
 * @param length of the first network, in bits; absent for an address alone
 * @param protocol of IP for the port: 6 TCP, 17 UDP, 132 SCTP, …
 * @param port or the type and code of ICMP: {@code type << 8 | code}
 * @param portTo the last of a range of ports
 * @param address2 the second address
 * @param address2To the last of a range of second addresses
 * @param length2 of the second network, in bits
 * @param mac six bytes as {@code 00:11:22:aa:bb:cc}
 * @param device of hash:net,iface
 * @param bridgePort whether the device is a bridge's port ({@code physdev})
 * @param wildcard whether the device stands for all whose names begin so (Linux 5.5)
 * @param mark of hash:ip,mark
 * @param set of list:set
 * @param place of the set among others in its list; at the end without it
 * @param nomatch whether it takes part of a network out again
 * @param timeout in seconds; 0 keeps it; beyond 2,147,483 (24 days) the kernel takes that
 * @param packets counted
 * @param bytes counted
 * @param comment up to 255 bytes
 * @param skbInfo what packets that match are given, in a set made with it
 */
public record SetEntry(
    Optional<InetAddress> address,
    Optional<InetAddress> addressTo,
    OptionalInt length,
    OptionalInt protocol,
    OptionalInt port,
    OptionalInt portTo,
    Optional<InetAddress> address2,
    Optional<InetAddress> address2To,
    OptionalInt length2,
    Optional<String> mac,
    Optional<String> device,
    boolean bridgePort,
    boolean wildcard,
    OptionalLong mark,
    Optional<String> set,
    Optional<Place> place,
    boolean nomatch,
    OptionalLong timeout,
    OptionalLong packets,
    OptionalLong bytes,
    Optional<String> comment,
    Optional<SkbInfo> skbInfo) {

  /**
   * Where a set stands in a list:set.
   *
   * @param set of the same list
   * @param before that one, or after it
   */
  public record Place(String set, boolean before) {
    public Place {
      SetNames.check(set, 31);
    }
  }

  /**
   * What packets that match are given by the target {@code SET --map-set}.
   *
   * @param mark 32 bits, under the mask
   * @param markMask which bits of the mark change
   * @param priority as {@code tc} has it: major and minor number, 16 bits each
   * @param queue of the hardware
   */
  public record SkbInfo(long mark, long markMask, long priority, int queue) {
    public SkbInfo {
      SetRange.u32("mark", mark);
      SetRange.u32("mask of a mark", markMask);
      SetRange.u32("priority", priority);
      SetRange.upTo(0xffff, "queue", queue);
    }
  }

  private static final int MOST_COMMENT_BYTES = 255;
  private static final Pattern MAC = Pattern.compile("(\\p{XDigit}{2}:){5}\\p{XDigit}{2}");

  public SetEntry {
    device.ifPresent(name -> SetNames.check(name, 15));
    set.ifPresent(name -> SetNames.check(name, 31));
    SetRange.upTo(128, "prefix length", length);
    SetRange.upTo(128, "second prefix length", length2);
    SetRange.upTo(0xff, "protocol", protocol);
    SetRange.upTo(0xffff, "port", port);
    SetRange.upTo(0xffff, "last port", portTo);
    SetRange.u32("mark", mark);
    SetRange.u32("timeout", timeout);
    mac.ifPresent(SetEntry::checkMac);
    comment.filter(text -> !text.isEmpty()).ifPresent(t -> SetNames.check(t, MOST_COMMENT_BYTES));
  }

  private static void checkMac(String text) {
    if (!MAC.matcher(text).matches()) {
      throw new IllegalArgumentException("link-layer address \"" + text + "\": six bytes expected");
    }
  }

  /** {@return an entry without parts} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return an entry of an address alone} */
  public static SetEntry of(InetAddress address) {
    return builder().address(address).build();
  }

  /** {@return an entry of a network} */
  public static SetEntry of(InetAddress address, int length) {
    return builder().address(address).length(length).build();
  }

  /** {@return an entry of an address and a port} */
  public static SetEntry of(InetAddress address, int protocol, int port) {
    return builder().address(address).port(protocol, port).build();
  }

  /** {@return what says which entry it is: without timeout, counters, comment and skbinfo} */
  public SetEntry identity() {
    return new SetEntry(
        address,
        addressTo,
        length,
        protocol,
        port,
        portTo,
        address2,
        address2To,
        length2,
        mac,
        device,
        bridgePort,
        wildcard,
        mark,
        set,
        place,
        nomatch,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** {@return an entry to change, beginning with this one} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.address = address;
    builder.addressTo = addressTo;
    builder.length = length;
    builder.protocol = protocol;
    builder.port = port;
    builder.portTo = portTo;
    builder.address2 = address2;
    builder.address2To = address2To;
    builder.length2 = length2;
    builder.mac = mac;
    builder.device = device;
    builder.bridgePort = bridgePort;
    builder.wildcard = wildcard;
    builder.mark = mark;
    builder.set = set;
    builder.place = place;
    builder.nomatch = nomatch;
    builder.timeout = timeout;
    builder.packets = packets;
    builder.bytes = bytes;
    builder.comment = comment;
    builder.skbInfo = skbInfo;
    return builder;
  }

  /** Puts an entry together. */
  public static final class Builder {
    private Optional<InetAddress> address = Optional.empty();
    private Optional<InetAddress> addressTo = Optional.empty();
    private OptionalInt length = OptionalInt.empty();
    private OptionalInt protocol = OptionalInt.empty();
    private OptionalInt port = OptionalInt.empty();
    private OptionalInt portTo = OptionalInt.empty();
    private Optional<InetAddress> address2 = Optional.empty();
    private Optional<InetAddress> address2To = Optional.empty();
    private OptionalInt length2 = OptionalInt.empty();
    private Optional<String> mac = Optional.empty();
    private Optional<String> device = Optional.empty();
    private boolean bridgePort;
    private boolean wildcard;
    private OptionalLong mark = OptionalLong.empty();
    private Optional<String> set = Optional.empty();
    private Optional<Place> place = Optional.empty();
    private boolean nomatch;
    private OptionalLong timeout = OptionalLong.empty();
    private OptionalLong packets = OptionalLong.empty();
    private OptionalLong bytes = OptionalLong.empty();
    private Optional<String> comment = Optional.empty();
    private Optional<SkbInfo> skbInfo = Optional.empty();

    private Builder() {}

    /** The first address. */
    public Builder address(InetAddress value) {
      address = Optional.of(value);
      return this;
    }

    /** The last address of a range. */
    public Builder addressTo(InetAddress value) {
      addressTo = Optional.of(value);
      return this;
    }

    /** One address in place of a range or a network. */
    public Builder single(InetAddress value) {
      address = Optional.of(value);
      addressTo = Optional.empty();
      length = OptionalInt.empty();
      return this;
    }

    /** One port in place of a range. */
    public Builder single(int value) {
      port = OptionalInt.of(value);
      portTo = OptionalInt.empty();
      return this;
    }

    /** Bits of the first network. */
    public Builder length(int bits) {
      length = OptionalInt.of(bits);
      return this;
    }

    /** A port alone, of a bitmap. */
    public Builder port(int value) {
      port = OptionalInt.of(value);
      return this;
    }

    /** A protocol and its port. */
    public Builder port(int ipProtocol, int value) {
      protocol = OptionalInt.of(ipProtocol);
      port = OptionalInt.of(value);
      return this;
    }

    /** The last port of a range. */
    public Builder portTo(int value) {
      portTo = OptionalInt.of(value);
      return this;
    }

    /** The second address. */
    public Builder address2(InetAddress value) {
      address2 = Optional.of(value);
      return this;
    }

    /** The last address of a range of second ones. */
    public Builder address2To(InetAddress value) {
      address2To = Optional.of(value);
      return this;
    }

    /** Bits of the second network. */
    public Builder length2(int bits) {
      length2 = OptionalInt.of(bits);
      return this;
    }

    /** A link-layer address: {@code 00:11:22:aa:bb:cc}. */
    public Builder mac(String value) {
      mac = Optional.of(value);
      return this;
    }

    /** A device's name. */
    public Builder device(String value) {
      device = Optional.of(value);
      return this;
    }

    /** Whether the device is a bridge's port. */
    public Builder bridgePort(boolean value) {
      bridgePort = value;
      return this;
    }

    /** Whether the device stands for all whose names begin so. */
    public Builder wildcard(boolean value) {
      wildcard = value;
      return this;
    }

    /** A packet's mark. */
    public Builder mark(long value) {
      mark = OptionalLong.of(value);
      return this;
    }

    /** Another set's name. */
    public Builder set(String value) {
      set = Optional.of(value);
      return this;
    }

    /** Before or after another set of the list. */
    public Builder place(Place value) {
      place = Optional.of(value);
      return this;
    }

    /** Whether it takes part of a network out again. */
    public Builder nomatch(boolean value) {
      nomatch = value;
      return this;
    }

    /** Seconds that it stays; 0 for ever. */
    public Builder timeout(long seconds) {
      timeout = OptionalLong.of(seconds);
      return this;
    }

    /** What it has counted. */
    public Builder counters(long countedPackets, long countedBytes) {
      packets = OptionalLong.of(countedPackets);
      bytes = OptionalLong.of(countedBytes);
      return this;
    }

    /** Up to 255 bytes of text. */
    public Builder comment(String value) {
      comment = Optional.of(value);
      return this;
    }

    /** What packets that match are given. */
    public Builder skbInfo(SkbInfo value) {
      skbInfo = Optional.of(value);
      return this;
    }

    /** {@return the entry} */
    public SetEntry build() {
      return new SetEntry(
          address,
          addressTo,
          length,
          protocol,
          port,
          portTo,
          address2,
          address2To,
          length2,
          mac,
          device,
          bridgePort,
          wildcard,
          mark,
          set,
          place,
          nomatch,
          timeout,
          packets,
          bytes,
          comment,
          skbInfo);
    }
  }
}
