package io.kuberouter.bgp.bmp;

import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import java.net.InetAddress;

/**
 * Whose routes or session a message is about, and when it was (RFC 7854 section 4.2).
 *
 * @param type see the constants; 0 to 255
 * @param flags see the constants; {@link #IPV6} is as the address is
 * @param distinguisher of a peer that is not in the global instance, otherwise 0
 * @param address {@code 0.0.0.0} for the Loc-RIB
 * @param seconds since 1970, 0 where the time is not known
 * @param micros within the second
 */
public record PeerHeader(
    int type,
    int flags,
    long distinguisher,
    InetAddress address,
    long asn,
    BgpIdentifier identifier,
    long seconds,
    int micros) {

  /** {@code Global Instance Peer}. */
  public static final int GLOBAL = 0;

  /** {@code RD Instance Peer}. */
  public static final int RD = 1;

  /** {@code Local Instance Peer}. */
  public static final int LOCAL = 2;

  /** {@code Loc-RIB Instance Peer}: RFC 9069 section 4.1. */
  public static final int LOC_RIB = 3;

  /** V: the peer's address is of IPv6. */
  public static final int IPV6 = 0x80;

  /** L: as it was after the import or export policy. */
  public static final int POST_POLICY = 0x40;

  /** A: AS_PATH has AS numbers of two octets. */
  public static final int TWO_OCTET_AS = 0x20;

  /** O: of the Adj-RIB-Out (RFC 8671 section 4). */
  public static final int ADJ_RIB_OUT = 0x10;

  /** F, of the Loc-RIB alone: not all of it is told (RFC 9069 section 4.2). */
  public static final int FILTERED = 0x80;

  public PeerHeader {
    if ((type | flags) >>> 8 != 0) {
      throw new IllegalArgumentException("type " + type + ", flags " + flags);
    }
    if (asn < 0 || asn > 0xffff_ffffL || seconds < 0 || seconds > 0xffff_ffffL || micros < 0) {
      throw new IllegalArgumentException(
          "AS " + asn + ", time " + seconds + " s " + micros + " us: out of range");
    }
    boolean six = address.getAddress().length == 16;
    if (six != (type != LOC_RIB && (flags & IPV6) != 0)) {
      throw new IllegalArgumentException(
          String.format("%s with flags 0x%02x, type %d", address.getHostAddress(), flags, type));
    }
  }

  /**
   * {@return the header of a peer in the global instance}
   *
   * @param flags without {@link #IPV6}, which the address decides
   */
  public static PeerHeader global(
      InetAddress address, long asn, BgpIdentifier identifier, int flags) {
    int six = address.getAddress().length == 16 ? IPV6 : 0;
    return new PeerHeader(GLOBAL, flags | six, 0, address, asn, identifier, 0, 0);
  }

  /** {@return the header of our own Loc-RIB: RFC 9069 section 4.1} */
  public static PeerHeader locRib(long asn, BgpIdentifier identifier) {
    return new PeerHeader(LOC_RIB, 0, 0, IpAddresses.parse("0.0.0.0"), asn, identifier, 0, 0);
  }

  /** {@return the same at a time} */
  public PeerHeader at(long atSeconds, int atMicros) {
    return new PeerHeader(
        type, flags, distinguisher, address, asn, identifier, atSeconds, atMicros);
  }

  /** {@return whether a flag is set} */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
