package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.codec.attribute.AttributeCodec;
import io.kuberouter.bgp.codec.attribute.AttributeCodecs;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an UPDATE, one behind the other (RFC 4271 section 4.3).
 *
 * <pre>
 * flags, 1 octet   type, 1   length, 1 (Extended Length: 2)   value
 * </pre>
 */
final class AttributeListCodec {

  /** The bits that an attribute's RFC demands. */
  static final int CATEGORY = AttributeType.OPTIONAL_BIT | AttributeType.TRANSITIVE_BIT;

  /** The bits that are kept of an attribute that is not understood. */
  static final int KEPT_FLAGS = CATEGORY | AttributeType.PARTIAL_BIT;

  private AttributeListCodec() {}

  /** Reads the octets between position and limit; what is wrong without a reset goes to a list. */
  static PathAttributes decode(
      ByteBuffer in, SessionParameters session, List<AttributeFault> faults)
      throws BgpProtocolException {
    if (!in.hasRemaining()) {
      return PathAttributes.EMPTY;
    }
    PathAttributes attributes = new AttributeListDecoder(in, session, faults).decode();
    return session.fourOctetAs() ? attributes : As4Merge.merge(attributes);
  }

  /**
   * Appends all attributes: MP_REACH and MP_UNREACH first (RFC 7606 section 5.1), the others by
   * type. An IPv6 next hop is left to MP_REACH.
   */
  static void encode(PathAttributes attributes, SessionParameters session, ByteBuffer out) {
    PathAttributes all = session.fourOctetAs() ? attributes : As4Merge.split(attributes);
    if (all.has(AttributeType.MP_REACH_NLRI) || all.has(AttributeType.MP_UNREACH_NLRI)) {
      for (PathAttribute attribute : all) {
        if (isMultiprotocol(attribute.typeCode())) {
          encode(attribute, all, session, out);
        }
      }
    }
    for (PathAttribute attribute : all) {
      if (!isMultiprotocol(attribute.typeCode())
          && !(attribute instanceof NextHop hop && hop.isIpv6())) {
        encode(attribute, all, session, out);
      }
    }
  }

  /** {@return whether a type is of one of the two attributes that name prefixes} */
  static boolean isMultiprotocol(int code) {
    return code == AttributeType.MP_REACH_NLRI.code()
        || code == AttributeType.MP_UNREACH_NLRI.code();
  }

  private static <T extends PathAttribute> void encode(
      T attribute, PathAttributes all, SessionParameters session, ByteBuffer out) {
    @Nullable AttributeCodec<T> codec = AttributeCodecs.of(attribute);
    int at = out.position();
    int code = attribute.typeCode();
    if (codec == null) {
      UnknownAttribute unknown = (UnknownAttribute) (PathAttribute) attribute;
      out.put((byte) (unknown.flags() & KEPT_FLAGS)).put((byte) code).put((byte) 0);
      unknown.value().put(out);
    } else {
      int partial = all.isPartial(code) ? AttributeType.PARTIAL_BIT : 0;
      out.put((byte) (codec.type().flags() | partial)).put((byte) code).put((byte) 0);
      codec.encode(attribute, out, session);
    }
    endAttribute(at, out);
  }

  /**
   * Sets the length of an attribute that began at a position with a head of three octets and ends
   * here. RFC 4271 section 4.3: the second length octet only for values above 255 octets.
   */
  static void endAttribute(int at, ByteBuffer out) {
    int length = out.position() - at - 3;
    if (length <= 255) {
      out.put(at + 2, (byte) length);
      return;
    }
    out.put((byte) 0);
    for (int i = at + 3 + length; i > at + 3; i--) {
      out.put(i, out.get(i - 1));
    }
    out.put(at, (byte) (out.get(at) | AttributeType.EXTENDED_LENGTH_BIT));
    out.putShort(at + 2, (short) length);
  }
}
