package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;

/** NOTIFICATION: code, subcode, data (RFC 4271 section 4.5). */
public final class NotificationCodec {

  private NotificationCodec() {}

  /** Reads the body. */
  public static NotificationMessage decode(ByteBuffer in) {
    return new NotificationMessage(in.get() & 0xff, in.get() & 0xff, OctetString.take(in));
  }

  /**
   * Appends the body. Data is cut where the message would be longer than the session allows: the
   * whole message that was wrong (RFC 7313 section 5) may itself be as long as that.
   */
  public static void encode(
      NotificationMessage notification, SessionParameters session, ByteBuffer out) {
    out.put((byte) notification.code()).put((byte) notification.subcode());
    ByteBuffer data = notification.data().buffer();
    int room = session.largestMessage() - MessageFramer.HEADER - 2;
    out.put(data.limit(Math.min(data.limit(), room)));
  }
}
