package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.HeaderSubcode;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;

/**
 * The header of every message (RFC 4271 section 4.1).
 *
 * <pre>
 * marker, 16 octets of ones   length with this header, 2 octets   type, 1 octet
 * </pre>
 */
public final class MessageFramer {

  /** Octets of the header. */
  public static final int HEADER = 19;

  private static final int SHORTEST_UPDATE = 23;
  private static final int LENGTH_AT = 16;
  private static final int TYPE_AT = 18;

  private MessageFramer() {}

  /**
   * Tells how long the message at the buffer's position is, with its header.
   *
   * @return 0 when the header is not all there; the message itself may still be incomplete
   * @throws BgpProtocolException when marker or length are not as section 6.1 says
   */
  public static int length(ByteBuffer in, SessionParameters session) throws BgpProtocolException {
    if (in.remaining() < HEADER) {
      return 0;
    }
    int at = in.position();
    if (in.getLong(at) != -1L || in.getLong(at + 8) != -1L) {
      throw new BgpProtocolException(
          NotificationMessage.header(HeaderSubcode.CONNECTION_NOT_SYNCHRONIZED, OctetString.EMPTY),
          "the marker is not all ones");
    }
    int length = in.getShort(at + LENGTH_AT) & 0xffff;
    int type = in.get(at + TYPE_AT) & 0xff;
    if (length < shortest(type) || length > longest(type, session)) {
      throw badLength(length, type);
    }
    return length;
  }

  static BgpProtocolException badLength(int length, int type) {
    return new BgpProtocolException(
        NotificationMessage.header(
            HeaderSubcode.BAD_MESSAGE_LENGTH,
            OctetString.of((byte) (length >> 8), (byte) length)), // "the erroneous Length field"
        "length " + length + " of a message of type " + type);
  }

  /** {@return the type of the message at the buffer's position, whose header is all there} */
  public static int type(ByteBuffer in) {
    return in.get(in.position() + TYPE_AT) & 0xff;
  }

  private static int shortest(int type) {
    if (type == MessageType.UPDATE.code()) { // of which there are many
      return SHORTEST_UPDATE;
    }
    return MessageType.of(type)
        .map(
            known ->
                switch (known) {
                  case OPEN -> 29;
                  case UPDATE -> SHORTEST_UPDATE;
                  case NOTIFICATION -> 21;
                  case KEEPALIVE -> HEADER;
                  case ROUTE_REFRESH -> HEADER; // RouteRefreshCodec: RFC 7313 section 5
                })
        .orElse(HEADER);
  }

  /** {@return octets of the longest message of a type} */
  static int longest(int type, SessionParameters session) {
    if (type == MessageType.KEEPALIVE.code()) {
      return HEADER;
    }
    // RFC 8654 section 4: "applies to all messages except for OPEN and KEEPALIVE messages"
    return type == MessageType.OPEN.code()
        ? SessionParameters.USUAL_LIMIT
        : session.largestMessage();
  }

  /** Appends a header whose length {@link #end} sets; {@return where it begins} */
  static int begin(int type, ByteBuffer out) {
    int at = out.position();
    out.putLong(-1L).putLong(-1L).putShort((short) 0).put((byte) type);
    return at;
  }

  /** Sets the length of the message that began at a position and ends here. */
  static void end(int at, ByteBuffer out) {
    out.putShort(at + LENGTH_AT, (short) (out.position() - at));
  }
}
