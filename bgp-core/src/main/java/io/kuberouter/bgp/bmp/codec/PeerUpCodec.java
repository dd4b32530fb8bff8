package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.PeerHeader;
import io.kuberouter.bgp.bmp.PeerUp;
import io.kuberouter.bgp.number.OctetString;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Peer Up (RFC 7854 section 4.10), behind the per-peer header.
 *
 * <pre>
 * local address, 16 octets   local port, 2   remote port, 2
 * OPEN sent   OPEN received   information
 * </pre>
 */
final class PeerUpCodec {

  private static final int HEAD = 20;
  private static final int BGP_HEADER = 19;
  private static final int LENGTH_AT = 16;

  private PeerUpCodec() {}

  static PeerUp decode(PeerHeader peer, ByteBuffer in) throws BmpFormatException {
    BmpFormatException.need(in, HEAD, "peer up");
    InetAddress local = PeerHeaderCodec.address(in, peer.address().getAddress().length == 16);
    return new PeerUp(
        peer,
        local,
        in.getShort() & 0xffff,
        in.getShort() & 0xffff,
        message(in, "sent OPEN"),
        message(in, "received OPEN"),
        TlvCodec.decodeAll(in));
  }

  /** A BGP message as long as its own header says. */
  private static OctetString message(ByteBuffer in, String field) throws BmpFormatException {
    BmpFormatException.need(in, BGP_HEADER, field);
    int length = in.getShort(in.position() + LENGTH_AT) & 0xffff;
    if (length < BGP_HEADER) {
      throw new BmpFormatException(field + " of " + length + " octets");
    }
    BmpFormatException.need(in, length, field);
    OctetString message = OctetString.take(in.slice(in.position(), length));
    in.position(in.position() + length);
    return message;
  }

  static int length(PeerUp up) {
    return HEAD
        + up.sentOpen().length()
        + up.receivedOpen().length()
        + TlvCodec.length(up.information());
  }

  static void encode(PeerUp up, ByteBuffer out) {
    PeerHeaderCodec.putAddress(up.local(), out);
    out.putShort((short) up.localPort()).putShort((short) up.remotePort());
    up.sentOpen().put(out);
    up.receivedOpen().put(out);
    TlvCodec.encode(up.information(), out);
  }
}
