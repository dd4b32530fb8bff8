package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The per-peer header (RFC 7854 section 4.2).
 *
 * <pre>
 * type, 1 octet   flags, 1   distinguisher, 8   address, 16   AS, 4   identifier, 4
 * seconds, 4   microseconds, 4
 * </pre>
 */
final class PeerHeaderCodec {

  static final int LENGTH = 42;
  private static final int ADDRESS = 16;

  private PeerHeaderCodec() {}

  static PeerHeader decode(ByteBuffer in) throws BmpFormatException {
    BmpFormatException.need(in, LENGTH, "per-peer header");
    int type = in.get() & 0xff;
    int flags = in.get() & 0xff;
    long distinguisher = in.getLong();
    boolean six = type != PeerHeader.LOC_RIB && (flags & PeerHeader.IPV6) != 0;
    InetAddress address = address(in, six);
    long asn = in.getInt() & 0xffff_ffffL;
    BgpIdentifier identifier = new BgpIdentifier(in.getInt());
    long seconds = in.getInt() & 0xffff_ffffL;
    int micros = in.getInt();
    if (micros < 0) {
      throw new BmpFormatException("microseconds " + (micros & 0xffff_ffffL));
    }
    return new PeerHeader(type, flags, distinguisher, address, asn, identifier, seconds, micros);
  }

  /** IPv4: 12 zeros before it. */
  static InetAddress address(ByteBuffer in, boolean six) {
    byte[] octets = new byte[six ? ADDRESS : 4];
    in.position(in.position() + ADDRESS - octets.length);
    in.get(octets);
    return IpAddresses.of(octets);
  }

  static void putAddress(InetAddress address, ByteBuffer out) {
    byte[] octets = address.getAddress();
    for (int i = octets.length; i < ADDRESS; i++) {
      out.put((byte) 0);
    }
    out.put(octets);
  }

  static void encode(PeerHeader peer, ByteBuffer out) {
    out.put((byte) peer.type()).put((byte) peer.flags()).putLong(peer.distinguisher());
    putAddress(peer.address(), out);
    out.putInt((int) peer.asn()).putInt(peer.identifier().value());
    out.putInt((int) peer.seconds()).putInt(peer.micros());
  }
}
