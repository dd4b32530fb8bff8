package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;

/**
 * The segments that AS_PATH and AS4_PATH are made of.
 *
 * <pre>
 * type, 1 octet: 1 to 4   count of ASes, 1 octet   ASes, 2 or 4 octets each
 * </pre>
 */
final class PathSegments {

  /** AS_SET and AS_SEQUENCE. */
  static final int PLAIN = 2;

  /** AS_CONFED_SEQUENCE and AS_CONFED_SET too. */
  static final int CONFEDERATION = 4;

  private PathSegments() {}

  /**
   * RFC 7606 section 7.2: malformed if a type is unknown, a segment is empty or is cut.
   *
   * @param last the highest type that may come: {@link #PLAIN} or {@link #CONFEDERATION}
   */
  static AsPath decode(ByteBuffer in, boolean four, int last) throws MalformedAttributeException {
    if (!in.hasRemaining()) {
      return AsPath.EMPTY;
    }
    AsPath.Builder path = new AsPath.Builder();
    int width = four ? 4 : 2;
    while (in.hasRemaining()) {
      if (in.remaining() < 2) {
        throw malformed("a segment's head is cut");
      }
      int type = in.get() & 0xff;
      int count = in.get() & 0xff;
      if (type < 1 || type > last) {
        throw malformed("segment type " + type + ", expected 1 to " + last);
      }
      if (count == 0) {
        throw malformed("a segment of no AS");
      }
      if (in.remaining() < count * width) {
        throw malformed(
            "a segment of "
                + count
                + " ASes has "
                + in.remaining()
                + " octets of "
                + width
                + " each");
      }
      path.segment(type, count);
      for (int i = 0; i < count; i++) {
        int asn = four ? in.getInt() : in.getShort() & 0xffff;
        if (asn == 0) {
          // RFC 7607 section 2: "the AS number of zero ... MUST be considered as malformed"
          throw malformed("AS 0");
        }
        path.asn(asn);
      }
    }
    return path.build();
  }

  private static MalformedAttributeException malformed(String detail) {
    return new MalformedAttributeException(UpdateSubcode.MALFORMED_AS_PATH, detail);
  }

  static void encode(AsPath path, ByteBuffer out, boolean four) {
    path.visit(
        new AsPath.Visitor() {
          @Override
          public void segment(int type, int count) {
            out.put((byte) type).put((byte) count);
          }

          @Override
          public void asn(int asn) {
            if (four) {
              out.putInt(asn);
            } else {
              out.putShort((short) Asn.twoOctets(asn & Asn.MAX));
            }
          }
        });
  }
}
