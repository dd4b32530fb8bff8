package io.kuberouter.conntrack;

import io.kuberouter.ipvs.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * One direction of a flow ({@code CTA_TUPLE_*}).
 *
 * @param protocol of IP: 6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6 …
 * @param ends what tells flows of the protocol between the same addresses apart
 */
public record FlowTuple(InetAddress source, InetAddress destination, int protocol, Ends ends) {

  /** What tells flows between the same addresses apart. */
  public sealed interface Ends {}

  /** Of TCP, UDP, SCTP, DCCP, UDP-Lite. */
  public record Ports(int source, int destination) implements Ends {
    public Ports {
      if (source < 0 || source > 65535 || destination < 0 || destination > 65535) {
        throw new IllegalArgumentException("ports " + source + ", " + destination);
      }
    }
  }

  /** Of ICMP and ICMPv6: the type, code and identifier of the request. */
  public record Icmp(int type, int code, int id) implements Ends {}

  /** Of protocols that the kernel tracks by addresses alone, or by what is not known here. */
  public record Alone() implements Ends {}

  public FlowTuple {
    if ((source instanceof Inet6Address) != (destination instanceof Inet6Address)) {
      throw new IllegalArgumentException(source + " and " + destination + " are of two families");
    }
    if (protocol < 0 || protocol > 255) {
      throw new IllegalArgumentException("IP protocol " + protocol);
    }
  }

  /** One direction of a protocol with ports. */
  public FlowTuple(
      InetAddress source,
      InetAddress destination,
      int protocol,
      int sourcePort,
      int destinationPort) {
    this(source, destination, protocol, new Ports(sourcePort, destinationPort));
  }

  /** {@return 0 for protocols without ports} */
  public int sourcePort() {
    return ends instanceof Ports p ? p.source() : 0;
  }

  /** {@return 0 for protocols without ports} */
  public int destinationPort() {
    return ends instanceof Ports p ? p.destination() : 0;
  }

  /** {@return whether it is one of IPv6} */
  public boolean ipv6() {
    return destination instanceof Inet6Address;
  }

  /** {@return the direction of answers where no address is translated} */
  public FlowTuple mirrored() {
    Ends other = ends;
    if (ends instanceof Ports p) {
      other = new Ports(/* source= */ p.destination(), /* destination= */ p.source());
    } else if (ends instanceof Icmp i && (i.type() == 8 || i.type() == 128)) {
      other = new Icmp(i.type() == 8 ? 0 : 129, i.code(), i.id()); // echo reply
    }
    return new FlowTuple(/* source= */ destination, /* destination= */ source, protocol, other);
  }

  /** {@return as {@code 17 10.0.0.1:1000 > 10.0.0.2:53}} */
  @Override
  public String toString() {
    return protocol
        + " "
        + (ends instanceof Ports p
            ? Addresses.withPort(source, p.source())
                + " > "
                + Addresses.withPort(destination, p.destination())
            : Addresses.format(source) + " > " + Addresses.format(destination))
        + (ends instanceof Icmp i
            ? " type " + i.type() + " code " + i.code() + " id " + i.id()
            : "");
  }
}
