package io.kuberouter.bgp.number;

/**
 * Subsequent address family identifiers; <a
 * href="https://www.iana.org/assignments/safi-namespace/safi-namespace.xhtml">SAFI Values</a>.
 * Others are plain numbers in an {@link AddressFamily}.
 */
public final class Safi {
  /** {@code NLRI used for unicast forwarding}: RFC 4760. */
  public static final int UNICAST = 1;

  /** {@code NLRI used for multicast forwarding}: RFC 4760. */
  public static final int MULTICAST = 2;

  private Safi() {}
}
