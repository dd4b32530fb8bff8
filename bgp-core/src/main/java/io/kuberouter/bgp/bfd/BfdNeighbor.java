package io.kuberouter.bgp.bfd;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whom a session is with.
 *
 * @param address of the neighbour; a link-local one has its scope
 * @param local the address that packets are sent from; the kernel's choice when absent
 * @param port that packets are sent to, {@link #PORT} unless the neighbour is told otherwise
 * @param hops how far away the neighbour may be: 1 is on our link (RFC 5881); above, the session is
 *     one over several hops (RFC 5883), whose packets come to {@link #MULTIHOP_PORT}; 1 to 255
 */
public record BfdNeighbor(
    InetAddress address, Optional<InetAddress> local, int port, int hops, BfdConfig config) {

  /** Of control packets over a single hop: RFC 5881 section 4. */
  public static final int PORT = 3784;

  /** Of control packets over several hops: RFC 5883 section 5. */
  public static final int MULTIHOP_PORT = 4784;

  public BfdNeighbor {
    if (hops < 1 || hops > 255) {
      throw new IllegalArgumentException("hops " + hops + ": 1 to 255");
    }
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

  /** Creates a neighbour on our link. */
  public BfdNeighbor(InetAddress address, Optional<InetAddress> local, int port, BfdConfig config) {
    this(address, local, port, 1, config);
  }

  /** {@return whether there may be routers between} */
  public boolean multihop() {
    return hops > 1;
  }

  /** {@return the lowest TTL or hop limit of packets that are taken, which left with 255} */
  public int lowestHopLimit() {
    return 256 - hops;
  }
}
