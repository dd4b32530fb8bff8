package io.kuberouter.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address of a device ({@code linux/if_addr.h}).
 *
 * @param prefixLength of the network that is on the link
 * @param scope RT_SCOPE_UNIVERSE (0), LINK (253) or HOST (254)
 * @param flags what the owner decides: {@link #NODAD}, {@link #NOPREFIXROUTE} …
 * @param peer the other end of a link of two; absent for other links
 */
public record InterfaceAddress(
    int linkIndex,
    InetAddress address,
    int prefixLength,
    int scope,
    int flags,
    Optional<InetAddress> peer) {

  /** {@code IFA_F_NODAD}: it can be used at once, without looking for another owner. */
  public static final int NODAD = 0x02;

  /** {@code IFA_F_NOPREFIXROUTE}: no route to its network is made. */
  public static final int NOPREFIXROUTE = 0x200;

  /** HOMEADDRESS, MANAGETEMPADDR, NOPREFIXROUTE, MCAUTOJOIN and NODAD; others are its state. */
  public static final int SETTABLE = 0x712;

  /** Checks ranges. */
  public InterfaceAddress {
    int bits = address.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException("prefix length " + prefixLength + ": 0 to " + bits);
    }
    if ((flags & ~SETTABLE) != 0) {
      throw new IllegalArgumentException(
          "flags 0x" + Integer.toHexString(flags) + ": the kernel's own are among them");
    }
  }

  /** An address without more; one of IPv6 can be used at once. */
  public InterfaceAddress(int linkIndex, InetAddress address, int prefixLength, int scope) {
    this(
        linkIndex,
        address,
        prefixLength,
        scope,
        address.getAddress().length == 16 ? NODAD : 0,
        Optional.empty());
  }

  /** {@return the same with other flags} */
  public InterfaceAddress withFlags(int other) {
    return new InterfaceAddress(linkIndex, address, prefixLength, scope, other, peer);
  }

  /** {@return the same towards another end of the link} */
  public InterfaceAddress withPeer(InetAddress other) {
    return new InterfaceAddress(linkIndex, address, prefixLength, scope, flags, Optional.of(other));
  }
}
