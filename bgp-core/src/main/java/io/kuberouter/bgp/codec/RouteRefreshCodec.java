package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.NotificationCode;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.RefreshSubcode;
import java.nio.ByteBuffer;

/** ROUTE-REFRESH: AFI, 2 octets, subtype, 1, SAFI, 1 (RFC 2918 section 3, RFC 7313 section 3). */
public final class RouteRefreshCodec {

  private static final int LENGTH = 4;

  private RouteRefreshCodec() {}

  /** Reads the body. */
  public static RouteRefreshMessage decode(ByteBuffer in) throws BgpProtocolException {
    int length = in.remaining();
    if (length != LENGTH && isMarker(in)) {
      throw new BgpProtocolException(
          // RFC 7313 section 5: data is "the complete ROUTE-REFRESH message"
          new NotificationMessage(
              NotificationCode.ROUTE_REFRESH_ERROR.code(),
              RefreshSubcode.INVALID_MESSAGE_LENGTH.code(),
              whole(in)),
          "a body of " + length + " octets, expected " + LENGTH);
    }
    if (length < LENGTH) {
      throw MessageFramer.badLength(
          MessageFramer.HEADER + length, MessageType.ROUTE_REFRESH.code());
    }
    int afi = in.getShort() & 0xffff;
    int subtype = in.get() & 0xff;
    AddressFamily family = AddressFamily.of(afi, in.get() & 0xff);
    return new RouteRefreshMessage(family, subtype, OctetString.take(in));
  }

  /** Whether it begins or ends a refresh: "Message Subtype 1 and 2". */
  private static boolean isMarker(ByteBuffer in) {
    return in.remaining() > 2
        && in.get(2) >= RouteRefreshMessage.BEGIN
        && in.get(2) <= RouteRefreshMessage.END;
  }

  private static OctetString whole(ByteBuffer body) {
    ByteBuffer out = ByteBuffer.allocate(MessageFramer.HEADER + body.remaining());
    int at = MessageFramer.begin(MessageType.ROUTE_REFRESH.code(), out);
    out.put(body);
    MessageFramer.end(at, out);
    out.flip();
    return OctetString.take(out);
  }

  /** Appends the body. */
  public static void encode(RouteRefreshMessage refresh, ByteBuffer out) {
    out.putShort((short) refresh.family().afi())
        .put((byte) refresh.subtype())
        .put((byte) refresh.family().safi());
    refresh.filters().put(out);
  }
}
