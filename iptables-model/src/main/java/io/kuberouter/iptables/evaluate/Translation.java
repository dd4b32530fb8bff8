package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.target.DnatTarget;
import io.kuberouter.iptables.target.MasqueradeTarget;
import io.kuberouter.iptables.target.NetmapTarget;
import io.kuberouter.iptables.target.RedirectTarget;
import io.kuberouter.iptables.target.SnatTarget;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.iptables.term.NatRange;
import io.kuberouter.iptables.term.PortRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** What targets of table nat make of the first packet of a connection. */
final class Translation {

  private Translation() {}

  /**
   * {@return the translated packet; empty for a target that translates nothing}
   *
   * @param source whether the chain translates sources: it is called behind POSTROUTING or INPUT
   */
  static Optional<Packet> of(Target target, Packet packet, boolean source)
      throws UndecidableException {
    if (target instanceof DnatTarget dnat) {
      return Optional.of(translated(packet, dnat.to(), false));
    } else if (target instanceof SnatTarget snat) {
      return Optional.of(translated(packet, snat.to(), true));
    } else if (target instanceof MasqueradeTarget) {
      return Optional.of(packet); // to an address of the interface, which nothing later sees
    } else if (target instanceof RedirectTarget redirect) {
      return Optional.of(redirected(packet, redirect));
    } else if (target instanceof NetmapTarget netmap) {
      return Optional.of(mapped(packet, netmap.to(), source));
    }
    return Optional.empty();
  }

  private static Packet translated(Packet packet, NatRange to, boolean source)
      throws UndecidableException {
    InetAddress address = source ? packet.source() : packet.destination();
    int port = source ? packet.sourcePort() : packet.destinationPort();
    if (to.addresses().isPresent()) {
      address = to.addresses().get().first();
      if (!address.equals(to.addresses().get().last())) {
        throw new UndecidableException("which address of " + to + " is taken");
      }
    }
    if (to.ports().isPresent() && port != 0) {
      // a source port within the range is kept
      port = source && to.ports().get().contains(port) ? port : one(to.ports().get());
    }
    return source ? packet.withSource(address, port) : packet.withDestination(address, port);
  }

  private static int one(PortRange ports) throws UndecidableException {
    if (ports.first() != ports.last()) {
      throw new UndecidableException("which port of " + ports + " is taken");
    }
    return ports.first();
  }

  /**
   * What this machine makes goes to its loopback address, what comes in to that of its interface.
   */
  private static Packet redirected(Packet packet, RedirectTarget target)
      throws UndecidableException {
    if (!packet.inInterface().isEmpty()) {
      throw new UndecidableException(
          "which address of " + packet.inInterface() + " REDIRECT takes");
    }
    boolean four = packet.destination() instanceof Inet4Address;
    InetAddress loopback = four ? IpAddresses.v4(0x7f000001) : IpAddresses.v6(0, 1);
    int port = packet.destinationPort();
    if (target.ports().isPresent() && port != 0) {
      port = one(target.ports().get());
    }
    return packet.withDestination(loopback, port).withLocal(packet.sourceIsLocal(), true);
  }

  /** The bits of the network change, those of the host stay. */
  private static Packet mapped(Packet packet, IpBlock to, boolean source)
      throws UndecidableException {
    InetAddress old = source ? packet.source() : packet.destination();
    if (to.length() < 0) {
      throw new UndecidableException("what NETMAP to " + to + " makes of " + old);
    }
    byte[] bits = old.getAddress();
    byte[] network = to.address().getAddress();
    for (int i = 0; i < bits.length; i++) {
      int kept = 0xff >> Math.max(0, Math.min(8, to.length() - i * 8));
      bits[i] = (byte) ((bits[i] & kept) | (network[i] & ~kept));
    }
    InetAddress address = io.kuberouter.text.IpAddresses.of(bits);
    return source
        ? packet.withSource(address, packet.sourcePort())
        : packet.withDestination(address, packet.destinationPort());
  }
}
