package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.MrtPeer;
import io.kuberouter.bgp.mrt.PeerIndexTable;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code PEER_INDEX_TABLE} (RFC 6396 section 4.3.1).
 *
 * <pre>
 * collector's identifier, 4 octets   view name's length, 2   view name   count of peers, 2
 * each: type, 1 octet: bit 0 IPv6, bit 1 four-octet AS
 *       identifier, 4   address, 4 or 16   AS, 2 or 4
 * </pre>
 */
final class PeerIndexTableCodec {

  private static final int IPV6 = 1;
  private static final int FOUR_OCTET_AS = 2;

  private PeerIndexTableCodec() {}

  static PeerIndexTable decode(MrtInput in) throws MrtFormatException {
    BgpIdentifier collector = new BgpIdentifier(in.s32("collector BGP ID"));
    OctetString view = in.octets(in.u16("view name length"), "view name");
    int count = in.u16("peer count");
    List<MrtPeer> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int type = in.u8("peer type");
      boolean four = (type & FOUR_OCTET_AS) != 0;
      peers.add(
          new MrtPeer(
              new BgpIdentifier(in.s32("peer BGP ID")),
              in.address(MrtInput.afi((type & IPV6) != 0), "peer address"),
              four ? in.u32("peer AS") : in.u16("peer AS"),
              four));
    }
    in.end();
    return new PeerIndexTable(collector, view, peers);
  }

  static int length(PeerIndexTable table) {
    int length = 8 + table.viewName().length();
    for (MrtPeer peer : table.peers()) {
      length += 5 + peer.address().getAddress().length + (peer.fourOctetAs() ? 4 : 2);
    }
    return length;
  }

  static void encode(PeerIndexTable table, ByteBuffer out) {
    out.putInt(table.collector().value()).putShort((short) table.viewName().length());
    table.viewName().put(out);
    out.putShort((short) table.peers().size());
    for (MrtPeer peer : table.peers()) {
      byte[] address = peer.address().getAddress();
      int type = (address.length == 16 ? IPV6 : 0) | (peer.fourOctetAs() ? FOUR_OCTET_AS : 0);
      out.put((byte) type).putInt(peer.identifier().value()).put(address);
      if (peer.fourOctetAs()) {
        out.putInt((int) peer.asn());
      } else {
        out.putShort((short) peer.asn());
      }
    }
  }
}
