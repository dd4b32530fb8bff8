package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.SetElement;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One set's elements by what is looked up: an address's networks, or an address with a port. */
final class SetIndex {

  /** An element of hash:ip,port, or what is looked up in one. */
  private record AddressPort(InetAddress address, String port) {}

  private final String type;
  private final Map<Integer, Map<Network, Boolean>> networks =
      new TreeMap<>(Comparator.reverseOrder());
  private final Set<AddressPort> withPorts = new HashSet<>();

  SetIndex(IpSet set) throws UndecidableException {
    type = set.type();
    for (SetElement element : set.elements().values()) {
      switch (type) {
        case "hash:ip", "hash:net" -> putNetwork(element);
        case "hash:ip,port" -> putPort(element);
        default -> throw new UndecidableException("set " + set.name() + " is of type " + type);
      }
    }
  }

  private void putNetwork(SetElement element) throws UndecidableException {
    Network network = Network.parse(element.text());
    networks
        .computeIfAbsent(network.length(), l -> new HashMap<>())
        .put(network, !element.nomatch());
  }

  private void putPort(SetElement element) throws UndecidableException {
    String[] halves = element.text().split(",", 2);
    withPorts.add(new AddressPort(Network.parse(halves[0]).address(), halves[1]));
  }

  /** {@return whether the set holds what the packet has in these places} */
  boolean holds(Packet packet, String places) throws UndecidableException {
    String[] place = places.split(",", -1);
    InetAddress address = place[0].equals("src") ? packet.source() : packet.destination();
    if (type.equals("hash:ip,port")) {
      if (place.length != 2) {
        throw new UndecidableException("a set of addresses and ports, looked up by " + places);
      }
      int port = place[1].equals("src") ? packet.sourcePort() : packet.destinationPort();
      return withPorts.contains(new AddressPort(address, packet.protocol() + ":" + port));
    }
    for (Map.Entry<Integer, Map<Network, Boolean>> ofLength : networks.entrySet()) {
      int length = ofLength.getKey();
      Boolean matches =
          ofLength.getValue().get(new Network(Network.masked(address, length), length));
      if (matches != null) {
        return matches; // the longest decides, as in the kernel
      }
    }
    return false;
  }
}
