package io.kuberouter.route;

import io.kuberouter.netlink.Octets;
import java.net.InetAddress;

/**
 * Whom an address on a link belongs to ({@code struct ndmsg}).
 *
 * @param hardwareAddress empty while it is not known
 * @param state {@code NUD_…}: 1 incomplete, 2 reachable, 4 stale, 32 failed, 64 noarp, 128
 *     permanent
 * @param flags {@code NTF_…}
 */
public record Neighbour(
    int linkIndex, InetAddress address, Octets hardwareAddress, int state, int flags) {

  /** {@code NUD_PERMANENT}. */
  public static final int PERMANENT = 128;
}
