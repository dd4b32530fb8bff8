package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;

/** NOTIFICATION: code, subcode, data (RFC 4271 section 4.5). */
public final class NotificationCodec {

  private NotificationCodec() {}

  /** Reads the body. */
  public static NotificationMessage decode(ByteBuffer in) {
    return new NotificationMessage(in.get() & 0xff, in.get() & 0xff, OctetString.take(in));
  }

  /** Appends the body. */
  public static void encode(NotificationMessage notification, ByteBuffer out) {
    out.put((byte) notification.code()).put((byte) notification.subcode());
    notification.data().put(out);
  }
}
