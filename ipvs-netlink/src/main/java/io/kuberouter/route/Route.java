package io.kuberouter.route;

import io.kuberouter.ipvs.Addresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A route. Begin with {@link #to} and add to it, as with {@code ip route}.
 *
 * @param table RT_TABLE_…: 254 main, 255 local, 32 bits
 * @param type RTN_UNICAST (1), RTN_LOCAL (2), RTN_BLACKHOLE (6), RTN_UNREACHABLE (7) …
 * @param protocol RTPROT_…: 2 kernel, 3 boot, 4 static, 17 ours
 * @param scope RT_SCOPE_UNIVERSE (0), RT_SCOPE_LINK (253), RT_SCOPE_HOST (254)
 * @param prefixLength of the destination, in bits
 * @param gateway may be of the other family (IPv4 by an IPv6 neighbour)
 * @param linkIndex 0 when none is given
 * @param metric 0 when none is given; the kernel writes 1024 for IPv6
 * @param onlink whether the gateway is taken to be on the link, whatever the addresses say
 * @param multipath the ways of a route that has several; gateway and link are absent then
 */
public record Route(
    int table,
    int type,
    int protocol,
    int scope,
    InetAddress destination,
    int prefixLength,
    Optional<InetAddress> gateway,
    int linkIndex,
    Optional<InetAddress> preferredSource,
    long metric,
    boolean onlink,
    List<NextHop> multipath,
    Optional<RouteEncapsulation> encapsulation) {

  /** {@code RT_TABLE_MAIN}. */
  public static final int MAIN = 254;

  /** {@code RTPROT_STATIC}. */
  public static final int STATIC = 4;

  /** Checks ranges. */
  public Route {
    int bits = destination.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException("prefix length " + prefixLength + ": 0 to " + bits);
    }
    if ((type | protocol | scope) >>> 8 != 0 || metric < 0 || metric > 0xffff_ffffL) {
      throw new IllegalArgumentException(
          "type "
              + type
              + ", protocol "
              + protocol
              + ", scope "
              + scope
              + ": 0 to 255; metric "
              + metric
              + ": 0 to 2^32-1");
    }
    multipath = List.copyOf(multipath);
  }

  /** {@return a unicast route of the main table and protocol static, without a way as yet} */
  public static Route to(InetAddress destination, int prefixLength) {
    return new Route(
        MAIN,
        1,
        STATIC,
        0,
        destination,
        prefixLength,
        Optional.empty(),
        0,
        Optional.empty(),
        0,
        false,
        List.of(),
        Optional.empty());
  }

  /** {@return the same by a gateway} */
  public Route via(InetAddress neighbour) {
    return with(table, type, protocol, scope, Optional.of(neighbour), linkIndex, multipath);
  }

  /** {@return the same by a device} */
  public Route dev(int index) {
    return with(table, type, protocol, scope, gateway, index, multipath);
  }

  /** {@return the same by several ways} */
  public Route by(List<NextHop> ways) {
    return with(table, type, protocol, scope, Optional.empty(), 0, ways);
  }

  /** {@return the same in another table} */
  public Route table(int number) {
    return with(number, type, protocol, scope, gateway, linkIndex, multipath);
  }

  /** {@return the same of another type ({@code RTN_…})} */
  public Route type(int number) {
    return with(table, number, protocol, scope, gateway, linkIndex, multipath);
  }

  /** {@return the same of another protocol ({@code RTPROT_…})} */
  public Route protocol(int number) {
    return with(table, type, number, scope, gateway, linkIndex, multipath);
  }

  /** {@return the same of another scope ({@code RT_SCOPE_…})} */
  public Route scope(int number) {
    return with(table, type, protocol, number, gateway, linkIndex, multipath);
  }

  /** {@return the same with a source address for packets of this host} */
  public Route src(InetAddress address) {
    return with(Optional.of(address), metric, onlink, encapsulation);
  }

  /** {@return the same with another metric} */
  public Route metric(long number) {
    return with(preferredSource, number, onlink, encapsulation);
  }

  /** {@return the same with a gateway that is taken to be on the link} */
  public Route onlink(boolean value) {
    return with(preferredSource, metric, value, encapsulation);
  }

  /** {@return the same in another wrapping} */
  public Route encap(RouteEncapsulation wrapping) {
    return with(preferredSource, metric, onlink, Optional.of(wrapping));
  }

  private Route with(
      Optional<InetAddress> newSource,
      long newMetric,
      boolean newOnlink,
      Optional<RouteEncapsulation> newEncapsulation) {
    return new Route(
        table,
        type,
        protocol,
        scope,
        destination,
        prefixLength,
        gateway,
        linkIndex,
        newSource,
        newMetric,
        newOnlink,
        multipath,
        newEncapsulation);
  }

  private Route with(
      int newTable,
      int newType,
      int newProtocol,
      int newScope,
      Optional<InetAddress> newGateway,
      int newLink,
      List<NextHop> newMultipath) {
    return new Route(
        newTable,
        newType,
        newProtocol,
        newScope,
        destination,
        prefixLength,
        newGateway,
        newLink,
        preferredSource,
        metric,
        onlink,
        newMultipath,
        encapsulation);
  }

  /** {@return whether it is a route of IPv6} */
  public boolean ipv6() {
    return destination.getAddress().length == 16;
  }

  /** {@return as {@code 10.0.0.0/8 via 10.1.0.1 dev 3 table 254}} */
  @Override
  public String toString() {
    return Addresses.format(destination)
        + "/"
        + prefixLength
        + gateway.map(g -> " via " + Addresses.format(g)).orElse("")
        + (linkIndex == 0 ? "" : " dev " + linkIndex)
        + (multipath.isEmpty() ? "" : " by " + multipath.size() + " ways")
        + " table "
        + table
        + " proto "
        + protocol
        + (metric == 0 ? "" : " metric " + metric);
  }
}
