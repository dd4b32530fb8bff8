package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.attribute.AttributeFault;
import io.kuberouter.bgp.codec.attribute.AttributeFault.Treatment;
import io.kuberouter.bgp.codec.attribute.MalformedAttributeException;
import io.kuberouter.bgp.codec.attribute.PrefixCodec;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * UPDATE (RFC 4271 section 4.3), with the error handling of RFC 7606.
 *
 * <pre>
 * withdrawn's length, 2 octets   withdrawn prefixes
 * attributes' length, 2 octets   attributes          announced prefixes, up to the end
 * </pre>
 */
public final class UpdateCodec {

  private UpdateCodec() {}

  /**
   * Reads the body.
   *
   * @throws BgpProtocolException when the session must be reset
   */
  public static DecodedUpdate decode(ByteBuffer in, SessionParameters session)
      throws BgpProtocolException {
    boolean addPath = session.addPathReceive().contains(AddressFamily.IPV4_UNICAST);
    Nlri withdrawn = prefixes(part(in, "withdrawn routes"), addPath);
    ByteBuffer list = part(in, "path attributes");
    Nlri announced = prefixes(in, addPath);
    List<AttributeFault> faults = new ArrayList<>(0);
    PathAttributes attributes = AttributeListCodec.decode(list, session, faults);
    UpdateMessage message = new UpdateMessage(withdrawn, attributes, announced);
    if (!announced.isEmpty() || namesRoutes(attributes)) {
      requireMandatory(message, faults);
    } else {
      requireDiscards(attributes, faults);
    }
    return new DecodedUpdate(message, faults);
  }

  private static boolean namesRoutes(PathAttributes attributes) {
    return attributes
        .get(AttributeType.MP_REACH_NLRI, MpReach.class)
        .filter(m -> !m.nlri().isEmpty())
        .isPresent();
  }

  /**
   * RFC 7606 section 5.2: with path attributes other than MP_UNREACH_NLRI and without reachable
   * routes, which a fault may have hidden, any fault but one that is discarded resets the session.
   */
  private static void requireDiscards(PathAttributes attributes, List<AttributeFault> faults)
      throws BgpProtocolException {
    int withdrawal = AttributeType.MP_UNREACH_NLRI.code();
    boolean others =
        attributes.size() > (attributes.has(AttributeType.MP_UNREACH_NLRI) ? 1 : 0)
            || faults.stream().anyMatch(f -> f.typeCode() != withdrawal);
    for (AttributeFault fault : faults) {
      if (others && fault.treatment() != Treatment.DISCARD) {
        throw reset(fault);
      }
    }
  }

  private static ByteBuffer part(ByteBuffer in, String what) throws BgpProtocolException {
    int length = in.remaining() < 2 ? -1 : in.getShort() & 0xffff;
    if (length < 0 || length > in.remaining()) {
      // RFC 7606 section 3 a: the lengths do not fit, "session reset"
      throw reset(
          UpdateSubcode.MALFORMED_ATTRIBUTE_LIST,
          what + " of " + length + " octets, found " + in.remaining());
    }
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  private static Nlri prefixes(ByteBuffer in, boolean addPath) throws BgpProtocolException {
    try {
      return PrefixCodec.decode(AddressFamily.IPV4_UNICAST, addPath, in);
    } catch (MalformedAttributeException e) {
      throw reset(UpdateSubcode.INVALID_NETWORK_FIELD, e.detail());
    }
  }

  private static BgpProtocolException reset(UpdateSubcode subcode, String detail) {
    return new BgpProtocolException(NotificationMessage.update(subcode, OctetString.EMPTY), detail);
  }

  static BgpProtocolException reset(AttributeFault fault) {
    return new BgpProtocolException(fault.notification(), fault.toString());
  }

  /** RFC 7606 section 3 d: a missing well-known mandatory attribute is treated as withdraw. */
  private static void requireMandatory(UpdateMessage message, List<AttributeFault> faults) {
    PathAttributes attributes = message.attributes();
    boolean unicast =
        !message.announced().isEmpty()
            || attributes
                .get(AttributeType.MP_REACH_NLRI, MpReach.class)
                .filter(m -> m.family().isUnicast())
                .isPresent();
    if (!unicast) {
      return;
    }
    require(attributes, AttributeType.ORIGIN, faults);
    require(attributes, AttributeType.AS_PATH, faults);
    if (!message.announced().isEmpty()) {
      require(attributes, AttributeType.NEXT_HOP, faults);
    }
  }

  private static void require(
      PathAttributes attributes, AttributeType type, List<AttributeFault> faults) {
    if (!attributes.has(type)) {
      faults.add(
          new AttributeFault(
              type.code(),
              Treatment.TREAT_AS_WITHDRAW,
              UpdateSubcode.MISSING_WELL_KNOWN,
              OctetString.EMPTY,
              "missing"));
    }
  }

  /** Appends the body. */
  public static void encode(UpdateMessage update, SessionParameters session, ByteBuffer out) {
    out.putShort((short) update.withdrawn().wireLength());
    PrefixCodec.encode(update.withdrawn(), out);
    int at = out.position();
    out.putShort((short) 0);
    AttributeListCodec.encode(update.attributes(), session, out);
    out.putShort(at, (short) (out.position() - at - 2));
    PrefixCodec.encode(update.announced(), out);
  }
}
