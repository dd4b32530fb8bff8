package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.ObservedAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses ↔ {@code RTM_…ADDR} ({@code struct ifaddrmsg}, {@code linux/if_addr.h}).
 *
 * <pre>
 * | family u8 | prefixlen u8 | flags u8 | scope u8 | index u32 | IFA_… |
 * </pre>
 */
public final class AddressCodec {

  /** {@code IFA_ADDRESS}: the other end's where there is one, else the same as the next. */
  private static final int IFA_ADDRESS = 1;

  private static final int IFA_LOCAL = 2;
  private static final int IFA_CACHEINFO = 6;

  /** {@code IFA_FLAGS}: u32; the header holds the lower eight. */
  private static final int IFA_FLAGS = 8;

  private AddressCodec() {}

  /**
   * {@return the request for many addresses}
   *
   * @param linkIndex 0 for those of all devices
   */
  public static NetlinkMessage list(int linkIndex) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(RouteMessage.AF_UNSPEC)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU32(linkIndex);
    return RouteMessage.list(RouteMessage.GETADDR, out, "ip address show");
  }

  /** The content of {@code RTM_NEWADDR} and {@code RTM_DELADDR}. */
  static byte[] encode(InterfaceAddress a) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(RouteMessage.family(a.address()))
            .rawU8(a.prefixLength())
            .rawU8(a.flags() & 0xff)
            .rawU8(a.scope())
            .rawU32(a.linkIndex());
    out.address(IFA_LOCAL, a.address());
    out.address(IFA_ADDRESS, a.peer().orElse(a.address()));
    if (a.flags() > 0xff) {
      out.u32(IFA_FLAGS, a.flags());
    }
    return out.toBytes();
  }

  /** Reads an address; empty for families other than IP. */
  public static Optional<ObservedAddress> decode(AttributeReader in) throws WireFormatException {
    int family = in.rawU8();
    int length = in.rawU8();
    int flags = in.rawU8();
    int scope = in.rawU8();
    int link = (int) in.rawU32();
    Optional<InetAddress> local = Optional.empty();
    Optional<InetAddress> address = Optional.empty();
    long preferred = ObservedAddress.FOREVER;
    long valid = ObservedAddress.FOREVER;
    while (in.next()) {
      switch (in.type()) {
        case IFA_LOCAL -> local = Optional.of(in.address());
        case IFA_ADDRESS -> address = Optional.of(in.address());
        case IFA_FLAGS -> flags = (int) in.u32();
        case IFA_CACHEINFO -> {
          AttributeReader times = in.nested(); // struct ifa_cacheinfo
          preferred = times.rawU32();
          valid = times.rawU32();
        }
        default -> {} // label, broadcast, metric
      }
    }
    Optional<InetAddress> own = local.isPresent() ? local : address;
    if (!RouteMessage.isIp(family) || own.isEmpty()) {
      return Optional.empty();
    }
    RouteMessage.checkLength(own.get(), length);
    return Optional.of(
        new ObservedAddress(
            new InterfaceAddress(
                link,
                own.get(),
                length,
                scope,
                flags & InterfaceAddress.SETTABLE,
                address.filter(a -> !a.equals(own.get()))),
            flags & ~InterfaceAddress.SETTABLE,
            valid,
            preferred));
  }
}
