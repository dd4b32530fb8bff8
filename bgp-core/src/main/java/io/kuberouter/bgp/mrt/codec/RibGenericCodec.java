package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.RibGenericRecord;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * {@code RIB_GENERIC} (RFC 6396 section 4.3.3, RFC 8050 section 4.3).
 *
 * <pre>
 * sequence number, 4 octets   AFI, 2   SAFI, 1   one NLRI   entries
 * </pre>
 */
final class RibGenericCodec {

  private static final int HEAD = 7;

  private RibGenericCodec() {}

  /** Absent when the family does not tell where its NLRI ends. */
  static Optional<RibGenericRecord> decode(ByteBuffer octets, boolean addPath)
      throws MrtFormatException {
    MrtInput in = new MrtInput(octets);
    long sequence = in.u32("sequence number");
    AddressFamily family = AddressFamily.of(in.u16("AFI"), in.u8("SAFI"));
    int length = nlriLength(octets, family);
    if (length < 0) {
      return Optional.empty();
    }
    OctetString nlri = in.octets(length, "NLRI");
    return Optional.of(
        new RibGenericRecord(addPath, sequence, family, nlri, RibEntryCodec.decode(in, addPath)));
  }

  private static int nlriLength(ByteBuffer in, AddressFamily family) {
    int at = in.position();
    boolean ip = family.afi() == Afi.IPV4 || family.afi() == Afi.IPV6;
    switch (family.safi()) {
      case 1, 2, 4, 128, 129, 132 -> { // a length in bits: RFC 4760, 8277, 4364, 6513, 4684
        return !ip ? -1 : in.hasRemaining() ? 1 + (((in.get(at) & 0xff) + 7) >> 3) : 1;
      }
      case 70 -> { // EVPN: a type and a length in octets: RFC 7432 section 7
        return family.afi() != 25 ? -1 : in.remaining() > 1 ? 2 + (in.get(at + 1) & 0xff) : 2;
      }
      default -> {
        return -1;
      }
    }
  }

  static int length(RibGenericRecord rib) {
    return HEAD + rib.nlri().length() + RibEntryCodec.length(rib.entries(), rib.addPath());
  }

  static void encode(RibGenericRecord rib, ByteBuffer out) {
    out.putInt((int) rib.sequence());
    out.putShort((short) rib.family().afi()).put((byte) rib.family().safi());
    rib.nlri().put(out);
    RibEntryCodec.encode(rib.entries(), rib.addPath(), out);
  }
}
