package io.kuberouter.bgp.bfd;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whom a session is with.
 *
 * @param address of the neighbour, one hop away; a link-local one has its scope
 * @param local the address that packets are sent from; the kernel's choice when absent
 * @param port that packets are sent to, {@link #PORT} unless the neighbour is told otherwise
 */
public record BfdNeighbor(
    InetAddress address, Optional<InetAddress> local, int port, BfdConfig config) {

  /** Of control packets over a single hop: RFC 5881 section 4. */
  public static final int PORT = 3784;

  public BfdNeighbor {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": 1 to 65535");
    }
    if (local.isPresent() && local.get().getAddress().length != address.getAddress().length) {
      throw new IllegalArgumentException(
          local.get().getHostAddress() + " and " + address.getHostAddress() + ": two families");
    }
  }

  /** Creates a neighbour on the usual port. */
  public BfdNeighbor(InetAddress address, BfdConfig config) {
    this(address, Optional.empty(), PORT, config);
  }
}
