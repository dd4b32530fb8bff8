package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * {@code TABLE_DUMP} (RFC 6396 section 4.2).
 *
 * <pre>
 * view, 2 octets   sequence, 2   prefix, 4 or 16   its length, 1   status, 1
 * originated time, 4   peer, 4 or 16   peer's AS, 2   attributes' length, 2   attributes
 * </pre>
 */
final class TableDumpCodec {

  private static final int HEAD = 14;

  private TableDumpCodec() {}

  static TableDumpRecord decode(MrtInput in, int afi) throws MrtFormatException {
    int view = in.u16("view number");
    int sequence = in.u16("sequence number");
    InetAddress address = in.address(afi, "prefix");
    int length = in.u8("prefix length");
    if (length > address.getAddress().length * 8) {
      throw new MrtFormatException("prefix length " + length + " of " + address.getHostAddress());
    }
    TableDumpRecord record =
        new TableDumpRecord(
            view,
            sequence,
            new Prefix(address, length),
            in.u8("status"),
            in.u32("originated time"),
            in.address(afi, "peer address"),
            in.u16("peer AS"),
            in.octets(in.u16("attribute length"), "attributes"));
    in.end();
    return record;
  }

  static int length(TableDumpRecord route) {
    return HEAD + (2 * route.peer().getAddress().length) + route.attributes().length();
  }

  static void encode(TableDumpRecord route, ByteBuffer out) {
    out.putShort((short) route.view()).putShort((short) route.sequence());
    out.put(route.prefix().address().getAddress()).put((byte) route.prefix().length());
    out.put((byte) route.status()).putInt((int) route.originated());
    out.put(route.peer().getAddress()).putShort((short) route.peerAs());
    out.putShort((short) route.attributes().length());
    route.attributes().put(out);
  }
}
