package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Fields of a record, each checked before it is read. */
final class MrtInput {

  private final ByteBuffer in;

  MrtInput(ByteBuffer in) {
    this.in = in;
  }

  private void need(int octets, String field) throws MrtFormatException {
    if (in.remaining() < octets) {
      throw new MrtFormatException(
          field + " needs " + octets + " octets, of which " + in.remaining() + " are there");
    }
  }

  boolean hasRemaining() {
    return in.hasRemaining();
  }

  int u8(String field) throws MrtFormatException {
    need(1, field);
    return in.get() & 0xff;
  }

  int u16(String field) throws MrtFormatException {
    need(2, field);
    return in.getShort() & 0xffff;
  }

  int s32(String field) throws MrtFormatException {
    need(4, field);
    return in.getInt();
  }

  long u32(String field) throws MrtFormatException {
    return s32(field) & 0xffff_ffffL;
  }

  OctetString octets(int length, String field) throws MrtFormatException {
    need(length, field);
    OctetString octets = OctetString.take(in.slice(in.position(), length));
    in.position(in.position() + length);
    return octets;
  }

  /** All that is left. */
  OctetString rest() {
    return OctetString.take(in);
  }

  InetAddress address(int afi, String field) throws MrtFormatException {
    byte[] octets = new byte[afi == Afi.IPV6 ? 16 : 4];
    need(octets.length, field);
    in.get(octets);
    return IpAddresses.of(octets);
  }

  /** A length in bits and as many octets as it needs. */
  Prefix prefix(int afi, String field) throws MrtFormatException {
    int length = u8(field);
    int octets = (length + 7) >> 3;
    boolean six = afi == Afi.IPV6;
    if (length > (six ? 128 : 32)) {
      throw new MrtFormatException(
          field + " of " + length + " bits in " + AddressFamily.of(afi, 1));
    }
    need(octets, field);
    long high = 0;
    long low = 0;
    for (int i = 0; i < octets; i++) {
      long octet = in.get() & 0xffL;
      if (i < 8) {
        high |= octet << (56 - (8 * i));
      } else {
        low |= octet << (120 - (8 * i));
      }
    }
    return new Prefix(six, high, low, length);
  }

  void end() throws MrtFormatException {
    if (in.hasRemaining()) {
      throw new MrtFormatException(in.remaining() + " octets behind the record's last field");
    }
  }

  static int afi(boolean six) {
    return six ? Afi.IPV6 : Afi.IPV4;
  }

  static int prefixLength(Prefix prefix) {
    return 1 + ((prefix.length() + 7) >> 3);
  }

  static void put(Prefix prefix, ByteBuffer out) {
    out.put((byte) prefix.length());
    out.put(prefix.address().getAddress(), 0, (prefix.length() + 7) >> 3);
  }
}
