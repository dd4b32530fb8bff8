package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.SetElement;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** One set's elements by what is looked up: an address's networks, or an address with a port. */
final class SetIndex {

  private final String type;
  private final Map<Integer, Map<String, Boolean>> networks =
      new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, Boolean> withPorts = new HashMap<>();

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
        .put(key(network.address(), network.length()), !element.nomatch());
  }

  private void putPort(SetElement element) throws UndecidableException {
    String[] halves = element.text().split(",", 2);
    Network address = Network.parse(halves[0]);
    withPorts.put(key(address.address(), address.length()) + "," + halves[1], true);
  }

  /** {@return whether the set holds what the packet has in these places} */
  boolean holds(Packet packet, String places) throws UndecidableException {
    String[] place = places.split(",");
    byte[] address = address(packet, place[0]);
    if (type.equals("hash:ip,port")) {
      if (place.length != 2) {
        throw new UndecidableException("a set of addresses and ports, looked up by " + places);
      }
      int port = place[1].equals("src") ? packet.sourcePort() : packet.destinationPort();
      String key = key(address, address.length * 8) + "," + packet.protocol() + ":" + port;
      return withPorts.containsKey(key);
    }
    for (Map.Entry<Integer, Map<String, Boolean>> ofLength : networks.entrySet()) {
      Boolean matches = ofLength.getValue().get(key(address, ofLength.getKey()));
      if (matches != null) {
        return matches; // the longest decides, as in the kernel
      }
    }
    return false;
  }

  private static byte[] address(Packet packet, String place) {
    InetAddress address = place.equals("src") ? packet.source() : packet.destination();
    return address.getAddress();
  }

  private static String key(byte[] address, int length) {
    return HexFormat.of().formatHex(Network.masked(Arrays.copyOf(address, address.length), length));
  }
}
