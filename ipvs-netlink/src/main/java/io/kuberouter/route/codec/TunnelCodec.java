package io.kuberouter.route.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.LinkKind.Tunnel;
import io.kuberouter.route.LinkKind.TunnelType;
import io.kuberouter.route.LinkKind.UdpEncapsulation;
import java.net.InetAddress;
import java.util.Optional;

/** IP in IP ↔ {@code IFLA_IPTUN_…} ({@code linux/if_tunnel.h}). */
final class TunnelCodec {

  private static final int LOCAL = 2;
  private static final int REMOTE = 3;
  private static final int TTL = 4;

  /** {@code IFLA_IPTUN_ENCAP_TYPE}: u16, {@code TUNNEL_ENCAP_…}. */
  private static final int ENCAP_TYPE = 15;

  /** {@code IFLA_IPTUN_ENCAP_FLAGS}: u16, {@code TUNNEL_ENCAP_FLAG_…}. */
  private static final int ENCAP_FLAGS = 16;

  /** {@code IFLA_IPTUN_ENCAP_SPORT}: __be16, unlike its neighbours. */
  private static final int ENCAP_SPORT = 17;

  /** {@code IFLA_IPTUN_ENCAP_DPORT}: __be16. */
  private static final int ENCAP_DPORT = 18;

  private static final int TUNNEL_ENCAP_FOU = 1;
  private static final int TUNNEL_ENCAP_GUE = 2;
  private static final int TUNNEL_ENCAP_FLAG_CSUM = 1;

  private TunnelCodec() {}

  static void encode(Tunnel tunnel, AttributeWriter out) {
    tunnel.local().ifPresent(address -> out.address(LOCAL, address));
    tunnel.remote().ifPresent(address -> out.address(REMOTE, address));
    if (tunnel.ttl() != 0) {
      out.u8(TTL, tunnel.ttl());
    }
    tunnel
        .encapsulation()
        .ifPresent(
            udp ->
                out.u16(ENCAP_TYPE, udp.generic() ? TUNNEL_ENCAP_GUE : TUNNEL_ENCAP_FOU)
                    .u16(ENCAP_FLAGS, udp.checksum() ? TUNNEL_ENCAP_FLAG_CSUM : 0)
                    .be16(ENCAP_SPORT, udp.sourcePort())
                    .be16(ENCAP_DPORT, udp.destinationPort()));
  }

  static Tunnel decode(TunnelType type, AttributeReader in) throws WireFormatException {
    Optional<InetAddress> local = Optional.empty();
    Optional<InetAddress> remote = Optional.empty();
    int ttl = 0;
    int encapsulation = 0;
    int flags = 0;
    int sourcePort = 0;
    int destinationPort = 0;
    while (in.next()) {
      switch (in.type()) {
        case LOCAL -> local = given(in.address());
        case REMOTE -> remote = given(in.address());
        case TTL -> ttl = in.u8();
        case ENCAP_TYPE -> encapsulation = in.u16();
        case ENCAP_FLAGS -> flags = in.u16();
        case ENCAP_SPORT -> sourcePort = in.be16();
        case ENCAP_DPORT -> destinationPort = in.be16();
        default -> {} // type of service, path MTU discovery, 6rd
      }
    }
    boolean udp = encapsulation == TUNNEL_ENCAP_FOU || encapsulation == TUNNEL_ENCAP_GUE;
    return new Tunnel(
        type,
        local,
        remote,
        ttl,
        udp
            ? Optional.of(
                new UdpEncapsulation(
                    encapsulation == TUNNEL_ENCAP_GUE,
                    sourcePort,
                    destinationPort,
                    (flags & TUNNEL_ENCAP_FLAG_CSUM) != 0))
            : Optional.empty());
  }

  /** The kernel tells all zeros for an address that was not given. */
  private static Optional<InetAddress> given(InetAddress address) {
    return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address);
  }
}
