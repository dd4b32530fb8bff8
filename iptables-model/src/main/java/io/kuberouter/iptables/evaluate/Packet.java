package io.kuberouter.iptables.evaluate;

import java.net.InetAddress;

/**
 * A packet, and what the kernel knows of it besides.
 *
 * @param protocol as in {@code -p}: tcp, udp, sctp, icmp, ipv6-icmp
 * @param sourcePort 0 for a protocol without ports; so is the other
 * @param inInterface empty where there is none, as in OUTPUT
 * @param outInterface empty where there is none, as in INPUT
 * @param conntrackState as in {@code --ctstate}: NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED;
 *     UNTRACKED, too, where no rule at all asks the kernel for tracking (a conntrack match, or a
 *     translation): it does none then, and passes table nat by
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
    Copy copy = new Copy(this);
    copy.conntrackState = state;
    return copy.made();
  }

  /** {@return the same with another mark} */
  public Packet withMark(long newMark) {
    Copy copy = new Copy(this);
    copy.mark = newMark & 0xffffffffL;
    return copy.made();
  }

  /** {@return the same by other interfaces; empty for none} */
  public Packet withInterfaces(String in, String out) {
    Copy copy = new Copy(this);
    copy.inInterface = in;
    copy.outInterface = out;
    return copy.made();
  }

  /** {@return the same with addresses of this machine or not} */
  public Packet withLocal(boolean sourceLocal, boolean destinationLocal) {
    Copy copy = new Copy(this);
    copy.sourceIsLocal = sourceLocal;
    copy.destinationIsLocal = destinationLocal;
    return copy.made();
  }

  /** {@return the same from one port of a bridge to another, or not} */
  public Packet withBridged(boolean isBridged) {
    Copy copy = new Copy(this);
    copy.bridged = isBridged;
    return copy.made();
  }

  /** {@return the same from another place} */
  public Packet withSource(InetAddress address, int port) {
    Copy copy = new Copy(this);
    copy.source = address;
    copy.sourcePort = port;
    return copy.made();
  }

  /** {@return the same to another place} */
  public Packet withDestination(InetAddress address, int port) {
    Copy copy = new Copy(this);
    copy.destination = address;
    copy.destinationPort = port;
    return copy.made();
  }

  /** {@return the same with other details} */
  public Packet withDetails(Details other) {
    Copy copy = new Copy(this);
    copy.details = other;
    return copy.made();
  }

  /** The same in the making. */
  private static final class Copy {
    private InetAddress source;
    private InetAddress destination;
    private String protocol;
    private int sourcePort;
    private int destinationPort;
    private String inInterface;
    private String outInterface;
    private String conntrackState;
    private long mark;
    private boolean sourceIsLocal;
    private boolean destinationIsLocal;
    private boolean bridged;
    private Details details;

    Copy(Packet of) {
      source = of.source;
      destination = of.destination;
      protocol = of.protocol;
      sourcePort = of.sourcePort;
      destinationPort = of.destinationPort;
      inInterface = of.inInterface;
      outInterface = of.outInterface;
      conntrackState = of.conntrackState;
      mark = of.mark;
      sourceIsLocal = of.sourceIsLocal;
      destinationIsLocal = of.destinationIsLocal;
      bridged = of.bridged;
      details = of.details;
    }

    Packet made() {
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
          details);
    }
  }
}
