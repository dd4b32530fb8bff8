package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.OpenSubcode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * OPEN (RFC 4271 section 4.2, RFC 5492, RFC 9072).
 *
 * <pre>
 * version, 1 octet: 4   my AS, 2   hold time, 2   BGP identifier, 4   parameters' length, 1   parameters
 * extended:  ... 255, 1   255, 1   parameters' length, 2   parameters
 * parameter: type, 1      length, 1 (extended: 2)          value
 * </pre>
 */
public final class OpenCodec {

  private static final int VERSION = 4;
  private static final int CAPABILITIES = 2;
  private static final int EXTENDED = 255;

  private OpenCodec() {}

  /** Reads the body. */
  public static OpenMessage decode(ByteBuffer in) throws BgpProtocolException {
    int version = in.get() & 0xff;
    if (version != VERSION) {
      throw new BgpProtocolException(
          // section 6.2: data is "the largest, locally-supported version number", 2 octets
          NotificationMessage.open(
              OpenSubcode.UNSUPPORTED_VERSION, OctetString.of((byte) 0, (byte) VERSION)),
          "version " + version + ", expected " + VERSION);
    }
    long asn = in.getShort() & 0xffff;
    int holdTime = in.getShort() & 0xffff;
    BgpIdentifier identifier = new BgpIdentifier(in.getInt());
    List<Capability> capabilities = parameters(in);
    for (Capability capability : capabilities) {
      if (capability instanceof FourOctetAsCapability four) {
        asn = four.asn();
      }
    }
    return new OpenMessage(asn, holdTime, identifier, capabilities);
  }

  private static List<Capability> parameters(ByteBuffer in) throws BgpProtocolException {
    int length = in.get() & 0xff;
    // RFC 9072 section 2: the length, not 0, "MUST be ignored" where type 255 follows
    boolean extended = length != 0 && in.hasRemaining() && in.get(in.position()) == (byte) EXTENDED;
    if (extended) {
      if (in.remaining() < 3) {
        throw malformed("the extended length of the parameters is cut");
      }
      in.get();
      length = in.getShort() & 0xffff;
    }
    if (length != in.remaining()) {
      throw malformed("parameters of " + length + " octets, found " + in.remaining());
    }
    List<Capability> capabilities = new ArrayList<>();
    int head = extended ? 3 : 2;
    while (in.hasRemaining()) {
      if (in.remaining() < head) {
        throw malformed("a parameter's head is cut");
      }
      int type = in.get() & 0xff;
      int size = extended ? in.getShort() & 0xffff : in.get() & 0xff;
      if (size > in.remaining()) {
        throw malformed("a parameter of " + size + " octets is cut");
      }
      if (type != CAPABILITIES) {
        throw new BgpProtocolException(
            NotificationMessage.open(OpenSubcode.UNSUPPORTED_OPTIONAL_PARAMETER, OctetString.EMPTY),
            "parameter " + type + ", expected " + CAPABILITIES);
      }
      ByteBuffer value = in.slice(in.position(), size);
      in.position(in.position() + size);
      CapabilityCodec.decode(value, capabilities);
    }
    return capabilities;
  }

  /** Section 6.2: "recognized, but is malformed" has subcode 0. */
  static BgpProtocolException malformed(String detail) {
    return new BgpProtocolException(
        NotificationMessage.open(OpenSubcode.UNSPECIFIC, OctetString.EMPTY), detail);
  }

  /** Appends the body: all capabilities in one parameter. */
  public static void encode(OpenMessage open, ByteBuffer out) {
    ByteBuffer capabilities = ByteBuffer.allocate(out.capacity());
    open.capabilities().forEach(c -> CapabilityCodec.encode(c, capabilities));
    capabilities.flip();
    int size = capabilities.remaining();
    out.put((byte) VERSION)
        .putShort((short) Asn.twoOctets(open.asn()))
        .putShort((short) open.holdTime())
        .putInt(open.identifier().value());
    if (size == 0) {
      out.put((byte) 0);
    } else if (size + 2 <= EXTENDED) {
      out.put((byte) (size + 2)).put((byte) CAPABILITIES).put((byte) size);
    } else {
      out.put((byte) EXTENDED).put((byte) EXTENDED).putShort((short) (size + 3));
      out.put((byte) CAPABILITIES).putShort((short) size);
    }
    out.put(capabilities);
  }
}
