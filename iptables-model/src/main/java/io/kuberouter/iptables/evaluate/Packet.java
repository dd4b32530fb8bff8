package io.kuberouter.iptables.evaluate;

import java.net.InetAddress;

/**
 * A packet, and what the kernel knows of it besides.
 *
 * @param protocol as in {@code -p}: tcp, udp, sctp, icmp, ipv6-icmp
 * @param sourcePort 0 for a protocol without ports; so is the other
 * @param inInterface empty where there is none, as in OUTPUT
 * @param outInterface empty where there is none, as in INPUT
 * @param conntrackState as in {@code --ctstate}: NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED
 * @param mark the packet's mark, 32 bits
 * @param sourceIsLocal whether the source is an address of this machine
 * @param destinationIsLocal whether the destination is
 * @param bridged whether a bridge takes it from one of its ports to another
 * @param details what few rules ask for
 */
public record Packet(
    InetAddress source,
    InetAddress destination,
    String protocol,
    int sourcePort,
    int destinationPort,
    String inInterface,
    String outInterface,
    String conntrackState,
    long mark,
    boolean sourceIsLocal,
    boolean destinationIsLocal,
    boolean bridged,
    Details details) {

  public Packet {
    if (source.getClass() != destination.getClass()) {
      throw new IllegalArgumentException(
          "source " + source + " and destination " + destination + " are of two families");
    }
  }

  /** A packet without details. */
  public Packet(
      InetAddress source,
      InetAddress destination,
      String protocol,
      int sourcePort,
      int destinationPort,
      String inInterface,
      String outInterface,
      String conntrackState,
      long mark,
      boolean sourceIsLocal,
      boolean destinationIsLocal,
      boolean bridged) {
    this(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        inInterface,
        outInterface,
        conntrackState,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        Details.NONE);
  }

  /** {@return the first packet of a connection between two other machines} */
  public static Packet first(
      InetAddress source, InetAddress destination, String protocol, int destinationPort) {
    return new Packet(
        source,
        destination,
        protocol,
        40000,
        destinationPort,
        "",
        "",
        "NEW",
        0,
        false,
        false,
        false);
  }

  /** {@return the same with another state} */
  public Packet withConntrackState(String state) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        inInterface,
        outInterface,
        state,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        details);
  }

  /** {@return the same with another mark} */
  public Packet withMark(long newMark) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        inInterface,
        outInterface,
        conntrackState,
        newMark & 0xffffffffL,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        details);
  }

  /** {@return the same by other interfaces; empty for none} */
  public Packet withInterfaces(String in, String out) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        in,
        out,
        conntrackState,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        details);
  }

  /** {@return the same with addresses of this machine or not} */
  public Packet withLocal(boolean sourceLocal, boolean destinationLocal) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        inInterface,
        outInterface,
        conntrackState,
        mark,
        sourceLocal,
        destinationLocal,
        bridged,
        details);
  }

  /** {@return the same from one port of a bridge to another, or not} */
  public Packet withBridged(boolean isBridged) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        inInterface,
        outInterface,
        conntrackState,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        isBridged,
        details);
  }

  /** {@return the same from another place} */
  public Packet withSource(InetAddress address, int port) {
    return new Packet(
        address,
        destination,
        protocol,
        port,
        destinationPort,
        inInterface,
        outInterface,
        conntrackState,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        details);
  }

  /** {@return the same to another place} */
  public Packet withDestination(InetAddress address, int port) {
    return new Packet(
        source,
        address,
        protocol,
        sourcePort,
        port,
        inInterface,
        outInterface,
        conntrackState,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        details);
  }

  /** {@return the same with other details} */
  public Packet withDetails(Details other) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        inInterface,
        outInterface,
        conntrackState,
        mark,
        sourceIsLocal,
        destinationIsLocal,
        bridged,
        other);
  }
}
