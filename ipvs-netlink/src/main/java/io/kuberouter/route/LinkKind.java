package io.kuberouter.route;

import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.Octets;
import java.net.InetAddress;
import java.util.Optional;

/** What a device is ({@code IFLA_INFO_KIND}), with what belongs to that kind. */
public sealed interface LinkKind {

  /** {@return the word of {@code ip link add type}; empty for {@link None}} */
  String name();

  /** A device without a kind: hardware, or the loopback. */
  record None() implements LinkKind {
    @Override
    public String name() {
      return "";
    }
  }

  /** A device that holds addresses and drops packets. */
  record Dummy() implements LinkKind {
    @Override
    public String name() {
      return "dummy";
    }
  }

  /** A bridge. */
  record Bridge() implements LinkKind {
    @Override
    public String name() {
      return "bridge";
    }
  }

  /**
   * One end of a pair.
   *
   * @param peer the other end's name; empty in what the kernel lists, which does not tell it
   * @param peerNamespace where the other end is made; absent for the same
   */
  record Veth(String peer, Optional<NetworkNamespace> peerNamespace) implements LinkKind {
    @Override
    public String name() {
      return "veth";
    }
  }

  /**
   * IP in IP, as an {@code ipip}, {@code ip6tnl} or {@code sit} device.
   *
   * @param ttl of the outer packet; 0 to take over the inner one's
   * @param encapsulation in UDP; absent for none
   */
  record Tunnel(
      TunnelType type,
      Optional<InetAddress> local,
      Optional<InetAddress> remote,
      int ttl,
      Optional<UdpEncapsulation> encapsulation)
      implements LinkKind {

    @Override
    public String name() {
      return type.kind();
    }

    /** {@return a tunnel without more} */
    public static Tunnel of(
        TunnelType type, Optional<InetAddress> local, Optional<InetAddress> remote) {
      return new Tunnel(type, local, remote, 0, Optional.empty());
    }

    /** {@return the same in UDP} */
    public Tunnel in(UdpEncapsulation udp) {
      return new Tunnel(type, local, remote, ttl, Optional.of(udp));
    }
  }

  /** What is carried in what. */
  enum TunnelType {
    /** IPv4 in IPv4. */
    IPIP("ipip"),
    /** IPv6 and IPv4 in IPv6. */
    IP6TNL("ip6tnl"),
    /** IPv6 in IPv4. */
    SIT("sit");

    private final String kind;

    TunnelType(String kind) {
      this.kind = kind;
    }

    /** {@return the device's kind} */
    public String kind() {
      return kind;
    }
  }

  /**
   * Foo over UDP, or generic UDP encapsulation ({@code IFLA_IPTUN_ENCAP_*}).
   *
   * @param generic GUE (a header of its own) in place of FoU
   * @param sourcePort 0 lets the kernel choose by flow
   * @param destinationPort where the other side listens
   * @param checksum of UDP over IPv4
   */
  record UdpEncapsulation(boolean generic, int sourcePort, int destinationPort, boolean checksum) {}

  /**
   * A VXLAN device.
   *
   * @param identifier the VNI: 0 to 2^24-1
   * @param remote the other side, or a multicast group; absent for none
   * @param port UDP; 0 for the kernel's choice, 8472
   * @param linkIndex of the device below; 0 for any
   * @param learning whether it learns where hardware addresses are
   */
  record Vxlan(
      long identifier,
      Optional<InetAddress> local,
      Optional<InetAddress> remote,
      int port,
      int linkIndex,
      boolean learning)
      implements LinkKind {
    public Vxlan {
      if (identifier < 0 || identifier >= 1 << 24) {
        throw new IllegalArgumentException("VNI " + identifier + ": 0 to 16777215");
      }
    }

    @Override
    public String name() {
      return "vxlan";
    }
  }

  /**
   * A kind that this library does not know.
   *
   * @param data what belongs to it ({@code IFLA_INFO_DATA}), kept as it came
   */
  record Other(String name, Octets data) implements LinkKind {}
}
