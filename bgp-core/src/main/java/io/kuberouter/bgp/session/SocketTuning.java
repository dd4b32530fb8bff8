package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.socket.SocketControl;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a neighbour's configuration asks of sockets: keys and hop limits. */
final class SocketTuning {

  private static final Logger LOG = LoggerFactory.getLogger(SocketTuning.class);

  /** The hop limit that GTSM sends with: RFC 5082 section 3. */
  private static final int GTSM_TTL = 255;

  private SocketTuning() {}

  /** {@return the family of sockets for an address} */
  static ProtocolFamily familyOf(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** {@return the unspecified address of a family} */
  static InetAddress anyAddressLike(InetAddress address) {
    return IpAddresses.of(new byte[address instanceof Inet6Address ? 16 : 4]);
  }

  /** Sets what the socket of a connection needs before it connects. */
  static void beforeConnect(SocketChannel channel, PeerConfig peer) throws IOException {
    PeerConfig.Transport wanted = peer.transport();
    if (!wanted.needsSocketControl()) {
      return;
    }
    SocketControl control =
        SocketControl.unconnected((InetSocketAddress) channel.getLocalAddress());
    if (wanted.password().isPresent()) {
      control.md5Key(peer.address(), wanted.password().get().octets());
    }
    hops(control, wanted, peer);
  }

  /** Sets or clears a neighbour's key on a socket that waits for neighbours. */
  static void onListener(ServerSocketChannel server, PeerConfig peer, boolean known) {
    PeerConfig.Transport wanted = peer.transport();
    if (wanted.password().isEmpty() && wanted.gtsmHops().isEmpty()) {
      return;
    }
    try {
      InetSocketAddress local = (InetSocketAddress) server.getLocalAddress();
      boolean six = peer.address() instanceof Inet6Address;
      if (local.getAddress() instanceof Inet6Address != six) {
        return;
      }
      SocketControl control = SocketControl.listening(local);
      if (wanted.password().isPresent()) {
        control.md5Key(peer.address(), known ? wanted.password().get().octets() : new byte[0]);
      }
      if (wanted.gtsmHops().isPresent() && known) {
        control.hopLimit(six, GTSM_TTL); // of the answer to a connection that begins
      }
    } catch (IOException e) {
      LOG.error(
          "neighbour {}: it cannot connect to us, for its key cannot be set: {}",
          IpAddresses.text(peer.address()),
          e.getMessage());
    }
  }

  /** Sets what an accepted connection needs. */
  static void afterAccept(SocketChannel channel, PeerConfig peer) throws IOException {
    PeerConfig.Transport wanted = peer.transport();
    if (!wanted.needsSocketControl()) {
      return;
    }
    SocketControl control =
        SocketControl.connected(
            (InetSocketAddress) channel.getLocalAddress(),
            (InetSocketAddress) channel.getRemoteAddress());
    if (wanted.password().isPresent()) {
      // it may have come before the socket that waits had the key
      control.md5Key(peer.address(), wanted.password().get().octets());
    }
    hops(control, wanted, peer);
  }

  private static void hops(SocketControl control, PeerConfig.Transport wanted, PeerConfig peer)
      throws IOException {
    boolean six = peer.address() instanceof Inet6Address;
    if (wanted.gtsmHops().isPresent()) {
      control.hopLimit(six, GTSM_TTL);
      control.minimumHopLimit(six, GTSM_TTL + 1 - wanted.gtsmHops().getAsInt());
    } else if (wanted.ttl().isPresent()) {
      control.hopLimit(six, wanted.ttl().getAsInt());
    }
  }
}
