package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.RibEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * RIB entries (RFC 6396 section 4.3.4, RFC 8050 section 4).
 *
 * <pre>
 * count of entries, 2 octets
 * each: peer index, 2   originated time, 4   [ path identifier, 4 ]
 *       attributes' length, 2   attributes
 * </pre>
 */
final class RibEntryCodec {

  private static final int HEAD = 8;

  private RibEntryCodec() {}

  static List<RibEntry> decode(MrtInput in, boolean addPath) throws MrtFormatException {
    int count = in.u16("entry count");
    List<RibEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int peer = in.u16("peer index");
      long originated = in.u32("originated time");
      int pathId = addPath ? in.s32("path identifier") : 0;
      entries.add(
          new RibEntry(
              peer, originated, pathId, in.octets(in.u16("attribute length"), "attributes")));
    }
    in.end();
    return entries;
  }

  static int length(List<RibEntry> entries, boolean addPath) {
    int length = 2;
    for (RibEntry entry : entries) {
      length += HEAD + (addPath ? 4 : 0) + entry.attributes().length();
    }
    return length;
  }

  static void encode(List<RibEntry> entries, boolean addPath, ByteBuffer out) {
    out.putShort((short) entries.size());
    for (RibEntry entry : entries) {
      out.putShort((short) entry.peerIndex()).putInt((int) entry.originated());
      if (addPath) {
        out.putInt(entry.pathId());
      }
      out.putShort((short) entry.attributes().length());
      entry.attributes().put(out);
    }
  }
}
