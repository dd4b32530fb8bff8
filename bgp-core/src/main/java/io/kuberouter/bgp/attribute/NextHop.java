package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where packets go (RFC 4271 section 5.1.3). An IPv6 one travels in MP_REACH_NLRI.
 *
 * @param address of either family
 * @param linkLocal the neighbour's link-local address beside a global one (RFC 2545 section 3)
 */
public record NextHop(InetAddress address, Optional<InetAddress> linkLocal)
    implements PathAttribute {

  /** Creates the next hop without a link-local address. */
  public NextHop(InetAddress address) {
    this(address, Optional.empty());
  }

  /** {@return whether it is an IPv6 address} */
  public boolean isIpv6() {
    return address instanceof java.net.Inet6Address;
  }

  @Override
  public int typeCode() {
    return AttributeType.NEXT_HOP.code();
  }

  /** Plain code: what records have for it is slow until it is linked and compiled. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NextHop o && address.equals(o.address) && linkLocal.equals(o.linkLocal);
  }

  @Override
  public int hashCode() {
    return (31 * address.hashCode()) + linkLocal.hashCode();
  }

  @Override
  public String toString() {
    return IpAddresses.text(address) + linkLocal.map(l -> " " + IpAddresses.text(l)).orElse("");
  }
}
