package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.codec.attribute.AttributeCodec;
import io.kuberouter.bgp.codec.attribute.AttributeCodecs;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.codec.attribute.MalformedAttributeException;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.UpdateSubcode;
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

  private static final int CATEGORY = AttributeType.OPTIONAL_BIT | AttributeType.TRANSITIVE_BIT;
  private static final int KEPT_FLAGS = CATEGORY | AttributeType.PARTIAL_BIT;

  private AttributeListCodec() {}

  /** Reads the octets between position and limit; what is wrong without a reset goes to a list. */
  static PathAttributes decode(
      ByteBuffer in, SessionParameters session, List<AttributeFault> faults)
      throws BgpProtocolException {
    if (!in.hasRemaining()) {
      return PathAttributes.EMPTY;
    }
    PathAttributes.Builder out = new PathAttributes.Builder();
    long seen = 0; // bit n: type n, below 64
    while (in.hasRemaining()) {
      int from = in.position();
      int flags = in.get() & 0xff;
      boolean extended = (flags & AttributeType.EXTENDED_LENGTH_BIT) != 0;
      if (in.remaining() < (extended ? 3 : 2)) {
        faults.add(cut(in.hasRemaining() ? in.get() & 0xff : 0, "the head is cut"));
        break;
      }
      int type = in.get() & 0xff;
      int length = extended ? in.getShort() & 0xffff : in.get() & 0xff;
      if (length > in.remaining()) {
        faults.add(cut(type, "length " + length + ", of which " + in.remaining() + " are there"));
        break;
      }
      ByteBuffer value = in.slice(in.position(), length);
      in.position(in.position() + length);
      OctetString whole = OctetString.EMPTY;
      AttributeCodec<?> codec = AttributeCodecs.of(type);
      boolean again = type < 64 ? (seen >>> type & 1) != 0 : out.has(type);
      seen |= type < 64 ? 1L << type : 0;
      if (codec == null && (flags & AttributeType.OPTIONAL_BIT) == 0) {
        whole = OctetString.take(in.slice(from, in.position() - from));
        throw UpdateCodec.reset(UpdateSubcode.UNRECOGNIZED_WELL_KNOWN, whole, "attribute " + type);
      }
      if (again) {
        duplicate(type, faults);
      } else if (codec == null) {
        out.set(new UnknownAttribute(flags & KEPT_FLAGS, type, OctetString.take(value)));
      } else {
        one(codec, flags, value, session, out, faults);
      }
      for (AttributeFault fault : faults) {
        if (fault.treatment() == Treatment.RESET_SESSION) {
          whole = OctetString.take(in.slice(from, in.position() - from));
          throw UpdateCodec.reset(
              fault.subcode(),
              fault.subcode() == UpdateSubcode.MALFORMED_ATTRIBUTE_LIST ? OctetString.EMPTY : whole,
              fault.toString());
        }
      }
    }
    return session.fourOctetAs() ? out.build() : As4Merge.merge(out.build());
  }

  /** RFC 7606 section 4: the rest cannot be read, "treat-as-withdraw". */
  private static AttributeFault cut(int type, String detail) {
    return new AttributeFault(
        type, Treatment.TREAT_AS_WITHDRAW, UpdateSubcode.MALFORMED_ATTRIBUTE_LIST, detail);
  }

  /** RFC 7606 section 3 g: all but the first are discarded, of MP_REACH and MP_UNREACH none. */
  private static void duplicate(int type, List<AttributeFault> faults) {
    boolean reset =
        type == AttributeType.MP_REACH_NLRI.code() || type == AttributeType.MP_UNREACH_NLRI.code();
    faults.add(
        new AttributeFault(
            type,
            reset ? Treatment.RESET_SESSION : Treatment.DISCARD,
            UpdateSubcode.MALFORMED_ATTRIBUTE_LIST,
            "appears more than once"));
  }

  private static void one(
      AttributeCodec<?> codec,
      int flags,
      ByteBuffer value,
      SessionParameters session,
      PathAttributes.Builder out,
      List<AttributeFault> faults) {
    AttributeType type = codec.type();
    if (codec.isDiscardedFrom(session)) {
      faults.add(
          new AttributeFault(
              type.code(),
              Treatment.DISCARD,
              UpdateSubcode.UNSPECIFIC,
              "has no meaning from this neighbour"));
      return;
    }
    if ((flags & CATEGORY) != type.flags()) {
      // RFC 7606 section 3 c: "treat-as-withdraw" unless the attribute's RFC says otherwise
      faults.add(
          new AttributeFault(
              type.code(),
              codec.whenMalformed(),
              UpdateSubcode.ATTRIBUTE_FLAGS,
              String.format("flags 0x%02x, expected 0x%02x", flags & CATEGORY, type.flags())));
      return;
    }
    try {
      out.set(codec.decode(value, session));
      if ((flags & AttributeType.PARTIAL_BIT) != 0 && type.optionalTransitive()) {
        out.partial(type.code());
      }
    } catch (MalformedAttributeException e) {
      faults.add(new AttributeFault(type.code(), codec.whenMalformed(), e.subcode(), e.detail()));
    }
  }

  /**
   * Appends all attributes: MP_REACH and MP_UNREACH first (RFC 7606 section 5.1), the others by
   * type. An IPv6 next hop is left to MP_REACH.
   */
  static void encode(PathAttributes attributes, SessionParameters session, ByteBuffer out) {
    PathAttributes all = session.fourOctetAs() ? attributes : As4Merge.split(attributes);
    for (PathAttribute attribute : all) {
      if (isMultiprotocol(attribute)) {
        encode(attribute, all, session, out);
      }
    }
    for (PathAttribute attribute : all) {
      if (!isMultiprotocol(attribute) && !(attribute instanceof NextHop hop && hop.isIpv6())) {
        encode(attribute, all, session, out);
      }
    }
  }

  private static boolean isMultiprotocol(PathAttribute attribute) {
    int code = attribute.typeCode();
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
