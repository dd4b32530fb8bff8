package io.kuberouter.bgp.codec;

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

/** The decoding half of {@link AttributeListCodec}, for one list, with the errors of RFC 7606. */
final class AttributeListDecoder {

  private final ByteBuffer in;
  private final SessionParameters session;
  private final List<AttributeFault> faults;
  private final PathAttributes.Builder out = new PathAttributes.Builder();

  /** Bit n: there was an attribute n, below 64. */
  private long seen;

  /** Where the attribute that is read begins; it ends at the buffer's position. */
  private int from;

  AttributeListDecoder(ByteBuffer in, SessionParameters session, List<AttributeFault> faults) {
    this.in = in;
    this.session = session;
    this.faults = faults;
  }

  PathAttributes decode() throws BgpProtocolException {
    while (in.hasRemaining()) {
      from = in.position();
      int known = faults.size();
      next();
      if (faults.size() > known && faults.get(known).treatment() == Treatment.RESET_SESSION) {
        throw UpdateCodec.reset(faults.get(known));
      }
    }
    return out.build();
  }

  private void next() throws BgpProtocolException {
    int flags = in.get() & 0xff;
    boolean extended = (flags & AttributeType.EXTENDED_LENGTH_BIT) != 0;
    if (in.remaining() < (extended ? 3 : 2)) {
      cut(in.hasRemaining() ? in.get() & 0xff : 0, "the head is cut");
      return;
    }
    int type = in.get() & 0xff;
    int length = extended ? in.getShort() & 0xffff : in.get() & 0xff;
    if (length > in.remaining()) {
      cut(type, "length " + length + ", of which " + in.remaining() + " are there");
      return;
    }
    ByteBuffer value = in.slice(in.position(), length);
    in.position(in.position() + length);
    AttributeCodec<?> codec = AttributeCodecs.of(type);
    if (codec == null && (flags & AttributeType.OPTIONAL_BIT) == 0) {
      throw UpdateCodec.reset(
          fault(type, Treatment.RESET_SESSION, UpdateSubcode.UNRECOGNIZED_WELL_KNOWN, "unknown"));
    }
    if (isRepeated(type)) {
      repeated(type);
    } else if (codec == null) {
      out.set(
          new UnknownAttribute(
              flags & AttributeListCodec.KEPT_FLAGS, type, OctetString.take(value)));
    } else {
      understood(codec, flags, value);
    }
  }

  private AttributeFault fault(
      int type, Treatment treatment, UpdateSubcode subcode, String detail) {
    OctetString octets = OctetString.take(in.slice(from, in.position() - from));
    return new AttributeFault(type, treatment, subcode, octets, detail);
  }

  private boolean isRepeated(int type) {
    boolean repeated = type < 64 ? (seen >>> type & 1) != 0 : out.has(type);
    seen |= type < 64 ? 1L << type : 0;
    return repeated;
  }

  /**
   * RFC 7606 section 4: what follows cannot be read, "treat-as-withdraw", unless (section 3 j) the
   * prefixes themselves are in what is cut.
   */
  private void cut(int type, String detail) {
    in.position(in.limit());
    Treatment treatment =
        AttributeListCodec.isMultiprotocol(type)
            ? Treatment.RESET_SESSION
            : Treatment.TREAT_AS_WITHDRAW;
    faults.add(fault(type, treatment, UpdateSubcode.MALFORMED_ATTRIBUTE_LIST, detail));
  }

  /** RFC 7606 section 3 g: all but the first are discarded, of MP_REACH and MP_UNREACH none. */
  private void repeated(int type) {
    Treatment treatment =
        AttributeListCodec.isMultiprotocol(type) ? Treatment.RESET_SESSION : Treatment.DISCARD;
    faults.add(
        fault(type, treatment, UpdateSubcode.MALFORMED_ATTRIBUTE_LIST, "appears more than once"));
  }

  private void understood(AttributeCodec<?> codec, int flags, ByteBuffer value) {
    int type = codec.type().code();
    if (codec.isDiscardedFrom(session)) {
      faults.add(
          fault(
              type,
              Treatment.DISCARD,
              UpdateSubcode.UNSPECIFIC,
              "has no meaning from this neighbour"));
      return;
    }
    if (flagsConflict(codec.type(), flags) && !AttributeListCodec.isMultiprotocol(type)) {
      return; // of those two the prefixes are needed to withdraw them
    }
    try {
      out.set(codec.decode(value, session));
      if ((flags & AttributeType.PARTIAL_BIT) != 0 && codec.type().optionalTransitive()) {
        out.partial(type);
      }
    } catch (MalformedAttributeException e) {
      faults.add(fault(type, codec.whenMalformed(), e.subcode(), e.detail()));
    }
  }

  /**
   * RFC 7606 section 3 c: "treat-as-withdraw", unless the attribute's RFC "mandates different
   * handling for incorrect Attribute Flags", which none does.
   */
  private boolean flagsConflict(AttributeType type, int flags) {
    int found = flags & AttributeListCodec.CATEGORY;
    if (found == type.flags()) {
      return false;
    }
    faults.add(
        fault(
            type.code(),
            Treatment.TREAT_AS_WITHDRAW,
            UpdateSubcode.ATTRIBUTE_FLAGS,
            String.format("flags 0x%02x, expected 0x%02x", found, type.flags())));
    return true;
  }
}
