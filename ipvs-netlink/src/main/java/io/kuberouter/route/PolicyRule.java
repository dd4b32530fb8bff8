package io.kuberouter.route;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.netlink.UnknownAttribute;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule of policy routing ({@code linux/fib_rules.h}).
 *
 * @param priority 0 lets the kernel choose
 * @param source absent for all
 * @param destination absent for all
 * @param mark and {@code markMask}: packets whose mark has these bits; mask 0 for all
 * @param inInterface empty for all
 * @param outInterface empty for all
 * @param invert whether it takes the packets that do not fit
 * @param action FR_ACT_TO_TBL (1), FR_ACT_BLACKHOLE (6), FR_ACT_UNREACHABLE (7), FR_ACT_PROHIBIT
 *     (8) …
 * @param table where action 1 looks
 * @param suppressPrefixLength routes not longer than that are passed over
 * @param protocol RTPROT_… of who made it
 * @param others what else the kernel tells, and this library does not understand
 */
public record PolicyRule(
    boolean ipv6,
    long priority,
    Optional<InetAddress> source,
    int sourceLength,
    Optional<InetAddress> destination,
    int destinationLength,
    long mark,
    long markMask,
    String inInterface,
    String outInterface,
    boolean invert,
    int action,
    int table,
    OptionalInt suppressPrefixLength,
    int protocol,
    List<UnknownAttribute> others) {

  /** {@code FR_ACT_TO_TBL}. */
  public static final int TO_TABLE = 1;

  /** Checks ranges. */
  public PolicyRule {
    check(source, sourceLength);
    check(destination, destinationLength);
    if (((priority | mark | markMask) & ~0xffff_ffffL) != 0) {
      throw new IllegalArgumentException(
          "priority " + priority + ", mark " + mark + "/" + markMask + ": 32 bits expected");
    }
    if ((action | protocol) >>> 8 != 0) {
      throw new IllegalArgumentException(
          "action " + action + ", protocol " + protocol + ": 0 to 255");
    }
    others = List.copyOf(others);
  }

  private static void check(Optional<InetAddress> network, int length) {
    int bits = network.map(a -> a.getAddress().length * 8).orElse(0);
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "prefix length "
              + length
              + " of "
              + network.map(Addresses::format).orElse("all")
              + ": 0 to "
              + bits);
    }
  }

  /** A rule that looks at nothing but the source, and leads to a table. */
  public PolicyRule(
      boolean ipv6, long priority, Optional<InetAddress> source, int sourceLength, int table) {
    this(
        ipv6,
        priority,
        source,
        sourceLength,
        Optional.empty(),
        0,
        0,
        0,
        "",
        "",
        false,
        TO_TABLE,
        table,
        OptionalInt.empty(),
        0,
        List.of());
  }

  /** {@return whether it leads to a table by the source alone} */
  public boolean looksAtSourceOnly() {
    return destination.isEmpty()
        && markMask == 0
        && inInterface.isEmpty()
        && outInterface.isEmpty()
        && !invert
        && action == TO_TABLE
        && others.isEmpty();
  }

  /** {@return the same for packets with a mark} */
  public PolicyRule withMark(long value, long mask) {
    return with(destination, destinationLength, value, mask, inInterface);
  }

  /** {@return the same for packets to a network} */
  public PolicyRule withDestination(InetAddress network, int length) {
    return with(Optional.of(network), length, mark, markMask, inInterface);
  }

  /** {@return the same for packets that come in by a device} */
  public PolicyRule withInInterface(String name) {
    return with(destination, destinationLength, mark, markMask, name);
  }

  private PolicyRule with(
      Optional<InetAddress> newDestination,
      int newLength,
      long newMark,
      long newMask,
      String newInInterface) {
    return new PolicyRule(
        ipv6,
        priority,
        source,
        sourceLength,
        newDestination,
        newLength,
        newMark,
        newMask,
        newInInterface,
        outInterface,
        invert,
        action,
        table,
        suppressPrefixLength,
        protocol,
        others);
  }
}
