package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.Bgp4mpSession;
import java.nio.ByteBuffer;

/**
 * The head of all BGP4MP records (RFC 6396 section 4.4).
 *
 * <pre>
 * peer's AS, 2 or 4 octets   local AS, 2 or 4   interface, 2   address family, 2
 * peer's address, 4 or 16   local address, 4 or 16
 * </pre>
 */
final class Bgp4mpSessionCodec {

  private Bgp4mpSessionCodec() {}

  static Bgp4mpSession decode(MrtInput in, boolean four) throws MrtFormatException {
    long peerAs = four ? in.u32("peer AS") : in.u16("peer AS");
    long localAs = four ? in.u32("local AS") : in.u16("local AS");
    int index = in.u16("interface index");
    int afi = in.u16("address family");
    if (afi != 1 && afi != 2) {
      throw new MrtFormatException("address family " + afi + ", expected 1 or 2");
    }
    return new Bgp4mpSession(
        peerAs,
        localAs,
        index,
        in.address(afi, "peer address"),
        in.address(afi, "local address"),
        four);
  }

  static int length(Bgp4mpSession session) {
    return (session.fourOctetAs() ? 8 : 4) + 4 + (2 * session.peer().getAddress().length);
  }

  static void encode(Bgp4mpSession session, ByteBuffer out) {
    if (session.fourOctetAs()) {
      out.putInt((int) session.peerAs()).putInt((int) session.localAs());
    } else {
      out.putShort((short) session.peerAs()).putShort((short) session.localAs());
    }
    byte[] peer = session.peer().getAddress();
    out.putShort((short) session.interfaceIndex());
    out.putShort((short) MrtInput.afi(peer.length == 16));
    out.put(peer).put(session.local().getAddress());
  }
}
