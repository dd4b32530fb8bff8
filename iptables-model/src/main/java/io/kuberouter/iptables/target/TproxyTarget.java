package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.MaskedValue;
import java.net.InetAddress;
import java.util.Optional;

/**
 * {@code -j TPROXY}: hands the packet to a local socket as it is.
 *
 * @param port of the socket
 * @param address of the socket; that of the interface where absent
 * @param mark clears the bits of the mask, then XORs the value
 */
public record TproxyTarget(int port, Optional<InetAddress> address, Optional<MaskedValue> mark)
    implements Target {

  public TproxyTarget {
    Bounds.check("--on-port", port, 0, 65535);
  }
}
