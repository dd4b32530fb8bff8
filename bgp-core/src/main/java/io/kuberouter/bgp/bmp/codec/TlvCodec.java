package io.kuberouter.bgp.bmp.codec;

import io.kuberouter.bgp.bmp.Tlv;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of information, up to the end of the message (RFC 7854 section 4.4).
 *
 * <pre>
 * type, 2 octets   length, 2   value
 * </pre>
 */
final class TlvCodec {

  static final int HEAD = 4;

  private TlvCodec() {}

  static Tlv decode(ByteBuffer in) throws BmpFormatException {
    BmpFormatException.need(in, HEAD, "information TLV");
    int type = in.getShort() & 0xffff;
    int length = in.getShort() & 0xffff;
    BmpFormatException.need(in, length, "information of type " + type);
    OctetString value = OctetString.take(in.slice(in.position(), length));
    in.position(in.position() + length);
    return new Tlv(type, value);
  }

  static List<Tlv> decodeAll(ByteBuffer in) throws BmpFormatException {
    List<Tlv> all = new ArrayList<>();
    while (in.hasRemaining()) {
      all.add(decode(in));
    }
    return all;
  }

  static int length(List<Tlv> all) {
    return all.stream().mapToInt(t -> HEAD + t.value().length()).sum();
  }

  static void encode(List<Tlv> all, ByteBuffer out) {
    for (Tlv tlv : all) {
      out.putShort((short) tlv.type()).putShort((short) tlv.value().length());
      tlv.value().put(out);
    }
  }
}
