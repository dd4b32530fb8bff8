package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.RibRecord;
import java.nio.ByteBuffer;

/**
 * {@code RIB_IPV4_UNICAST} and its like (RFC 6396 section 4.3.2, RFC 8050 section 4.1).
 *
 * <pre>
 * sequence number, 4 octets   prefix length, 1   prefix, 0 to 16   entries
 * </pre>
 */
final class RibRecordCodec {

  private RibRecordCodec() {}

  static RibRecord decode(MrtInput in, int afi, boolean multicast, boolean addPath)
      throws MrtFormatException {
    return new RibRecord(
        multicast,
        addPath,
        in.u32("sequence number"),
        in.prefix(afi, "prefix"),
        RibEntryCodec.decode(in, addPath));
  }

  static int length(RibRecord rib) {
    return 4
        + MrtInput.prefixLength(rib.prefix())
        + RibEntryCodec.length(rib.entries(), rib.addPath());
  }

  static void encode(RibRecord rib, ByteBuffer out) {
    out.putInt((int) rib.sequence());
    MrtInput.put(rib.prefix(), out);
    RibEntryCodec.encode(rib.entries(), rib.addPath(), out);
  }
}
