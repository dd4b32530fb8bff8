package io.kuberouter.ipset.canonical;

import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.text.IpAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges and networks taken apart into what a set stores. */
final class Addresses {

  private Addresses() {}

  /** The networks, or the single addresses, that a part covers. */
  static List<ElementPart> split(ElementPart part, boolean nets, int most) {
    if (part instanceof ElementPart.Net net) {
      InetAddress base = IpAddresses.masked(net.address(), net.length());
      return nets
          ? List.of(new ElementPart.Net(base, net.length()))
          : singles(base, IpAddresses.last(base, net.length()), most);
    }
    if (part instanceof ElementPart.Range range) {
      return nets
          ? networks(range.first(), range.last())
          : singles(range.first(), range.last(), most);
    }
    if (part instanceof ElementPart.Address address && nets) {
      return List.of(new ElementPart.Net(address.address(), IpAddresses.bits(address.address())));
    }
    return List.of(part);
  }

  /** The address without what the set's masks take. */
  static ElementPart masked(SetDefinition set, ElementPart part) {
    if (!(part instanceof ElementPart.Address address)) {
      return part;
    }
    InetAddress masked = address.address();
    Optional<SetOption.Netmask> netmask = set.option(SetOption.Netmask.class);
    if (netmask.isPresent()) {
      masked = IpAddresses.masked(masked, netmask.get().length());
    }
    Optional<SetOption.Bitmask> bitmask = set.option(SetOption.Bitmask.class);
    if (bitmask.isPresent()) {
      byte[] bytes = masked.getAddress();
      byte[] mask = bitmask.get().mask().getAddress();
      for (int i = 0; i < bytes.length && i < mask.length; i++) {
        bytes[i] &= mask[i];
      }
      masked = IpAddresses.of(bytes);
    }
    return new ElementPart.Address(masked);
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static InetAddress address(BigInteger number, int bits) {
    byte[] digits = number.toByteArray();
    byte[] bytes = new byte[bits / 8];
    int count = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - count, bytes, bytes.length - count, count);
    return IpAddresses.of(bytes);
  }

  private static List<ElementPart> singles(InetAddress first, InetAddress last, int most) {
    BigInteger from = number(first);
    BigInteger count = number(last).subtract(from).add(BigInteger.ONE);
    if (count.signum() <= 0) {
      return singles(last, first, most); // the tool takes them in both orders
    }
    if (count.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException(
          IpAddresses.format(first) + "-" + IpAddresses.format(last) + " is too wide");
    }
    int bits = IpAddresses.bits(first);
    List<ElementPart> all = new ArrayList<>();
    for (int i = 0; i < count.intValue(); i++) {
      all.add(new ElementPart.Address(address(from.add(BigInteger.valueOf(i)), bits)));
    }
    return all;
  }

  private static List<ElementPart> networks(InetAddress first, InetAddress last) {
    int bits = IpAddresses.bits(first);
    BigInteger from = number(first);
    BigInteger to = number(last);
    List<ElementPart> all = new ArrayList<>();
    while (from.compareTo(to) <= 0) {
      int free = from.signum() == 0 ? bits : Math.min(bits, from.getLowestSetBit());
      while (from.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE).compareTo(to) > 0) {
        free--;
      }
      all.add(new ElementPart.Net(address(from, bits), bits - free));
      from = from.add(BigInteger.ONE.shiftLeft(free));
    }
    return all;
  }
}
