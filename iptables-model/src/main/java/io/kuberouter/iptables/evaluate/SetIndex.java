package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.iptables.term.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One set's elements by the lengths of their networks and what is left of them, so that a look-up
 * takes one try for each combination of lengths, as in the kernel. Decided are addresses, networks,
 * ports and interfaces; not hardware addresses, marks, ICMP messages and lists of sets.
 */
final class SetIndex {

  /** One port of a protocol. */
  private record Port(String protocol, int number) {}

  private final String name;

  /** Elements by the lengths of their networks; a key is the parts with the networks' bits. */
  private final Map<List<Integer>, Map<List<Object>, Boolean>> byLengths =
      new TreeMap<>(SetIndex::longestFirst);

  SetIndex(IpSet set) throws UndecidableException {
    name = set.name();
    SetDefinition definition = set.definition();
    if (definition.has(SetOption.Bitmask.class) || definition.has(SetOption.MarkMask.class)) {
      throw new UndecidableException("set " + name + " with a mask of its own");
    }
    Optional<Integer> netmask =
        definition.option(SetOption.Netmask.class).map(SetOption.Netmask::length);
    for (SetElement element : set.elements().values()) {
      List<Integer> lengths = new ArrayList<>();
      List<Object> key = new ArrayList<>();
      for (ElementPart part : element.parts()) {
        if (part instanceof ElementPart.Address address) {
          int length = netmask.orElse(address.address().getAddress().length * 8);
          lengths.add(length); // the kernel masks what it looks up, too
          key.add(masked(address.address(), length));
        } else if (part instanceof ElementPart.Net net) {
          lengths.add(net.length());
          key.add(masked(net.address(), net.length()));
        } else if (part instanceof ElementPart.Port port && port.first() == port.last()) {
          key.add(new Port(port.protocol(), port.first()));
        } else if (part instanceof ElementPart.Interface device
            && device.prefix().isEmpty()
            && element.option(ElementOption.Wildcard.class).isEmpty()) {
          key.add(device.name());
        } else {
          throw new UndecidableException("set " + name + " with " + element.text());
        }
      }
      byLengths.computeIfAbsent(lengths, l -> new HashMap<>()).put(key, !element.nomatch());
    }
  }

  private static int longestFirst(List<Integer> one, List<Integer> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int compared = other.get(i).compareTo(one.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Comparator.<Integer>naturalOrder().compare(other.size(), one.size());
  }

  private static InetAddress masked(InetAddress address, int length) {
    return io.kuberouter.text.IpAddresses.masked(address, length);
  }

  /** {@return whether the set holds what the packet has on these sides} */
  boolean holds(Packet packet, List<Boolean> sources) throws UndecidableException {
    for (Map.Entry<List<Integer>, Map<List<Object>, Boolean>> group : byLengths.entrySet()) {
      Map<List<Object>, Boolean> elements = group.getValue();
      List<Object> sample = elements.keySet().iterator().next();
      if (sample.size() > sources.size()) {
        return false; // the kernel's tool refuses such a rule
      }
      Boolean matches = elements.get(key(packet, sources, sample, group.getKey()));
      if (matches != null) {
        return matches; // the longest decides, as in the kernel
      }
    }
    return false;
  }

  private static List<Object> key(
      Packet packet, List<Boolean> sources, List<Object> sample, List<Integer> lengths) {
    List<Object> key = new ArrayList<>();
    int network = 0;
    for (int i = 0; i < sample.size(); i++) {
      boolean source = sources.get(i);
      if (sample.get(i) instanceof InetAddress) {
        InetAddress address = source ? packet.source() : packet.destination();
        int length = lengths.get(network++);
        key.add(
            length > address.getAddress().length * 8
                ? IpAddresses.spell(address) // of the other family: no element is like this
                : masked(address, length));
      } else if (sample.get(i) instanceof Port port) {
        key.add(
            new Port(
                protocol(packet, port), source ? packet.sourcePort() : packet.destinationPort()));
      } else {
        key.add(source ? packet.inInterface() : packet.outInterface());
      }
    }
    return key;
  }

  /** A bitmap holds ports of TCP and UDP alike. */
  private static String protocol(Packet packet, Port sample) {
    boolean either = packet.protocol().equals("tcp") || packet.protocol().equals("udp");
    return sample.protocol().isEmpty() && either ? "" : packet.protocol();
  }
}
