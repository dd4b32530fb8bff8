package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UnknownMessage;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.OctetString;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Any message ↔ octets: passes on to the codec of its type. */
public final class MessageCodec {

  private MessageCodec() {}

  /**
   * Reads one whole message. Of an UPDATE the faults are lost: {@link UpdateCodec#decode} tells
   * them.
   *
   * @param in positioned at the header; is consumed up to the message's end
   * @throws BgpProtocolException with the NOTIFICATION that answers it
   */
  public static BgpMessage decode(ByteBuffer in, SessionParameters session)
      throws BgpProtocolException {
    int type = MessageFramer.type(in);
    ByteBuffer body = body(in, session);
    Optional<MessageType> known = MessageType.of(type);
    if (known.isEmpty()) {
      return new UnknownMessage(type, OctetString.take(body));
    }
    return switch (known.get()) {
      case OPEN -> OpenCodec.decode(body);
      case UPDATE -> UpdateCodec.decode(body, session).message();
      case NOTIFICATION -> NotificationCodec.decode(body);
      case KEEPALIVE -> new KeepaliveMessage();
      case ROUTE_REFRESH -> RouteRefreshCodec.decode(body);
    };
  }

  /**
   * {@return the body of the message at the buffer's position, which moves behind it}
   *
   * @throws BgpProtocolException when its header is wrong
   * @throws IllegalArgumentException when the message is not all there
   */
  public static ByteBuffer body(ByteBuffer in, SessionParameters session)
      throws BgpProtocolException {
    int length = MessageFramer.length(in, session);
    if (length == 0 || length > in.remaining()) {
      throw new IllegalArgumentException(
          "a message of " + length + " octets, of which " + in.remaining() + " are there");
    }
    int at = in.position();
    in.position(at + length);
    return in.slice(at + MessageFramer.HEADER, length - MessageFramer.HEADER);
  }

  /**
   * Appends one message with its header.
   *
   * @throws java.nio.BufferOverflowException when the buffer is too small; one of {@link
   *     SessionParameters#largestMessage} octets suffices for every message that may be sent
   * @throws IllegalArgumentException when the message is longer than may be sent
   */
  public static void encode(BgpMessage message, SessionParameters session, ByteBuffer out) {
    int at = MessageFramer.begin(message.typeCode(), out);
    if (message instanceof OpenMessage open) {
      OpenCodec.encode(open, out);
    } else if (message instanceof UpdateMessage update) {
      UpdateCodec.encode(update, session, out);
    } else if (message instanceof NotificationMessage notification) {
      NotificationCodec.encode(notification, session, out);
    } else if (message instanceof RouteRefreshMessage refresh) {
      RouteRefreshCodec.encode(refresh, out);
    } else if (message instanceof UnknownMessage unknown) {
      unknown.body().put(out);
    } else if (!(message instanceof KeepaliveMessage)) {
      throw new AssertionError(message); // sealed; MessageCodecTest walks the permitted classes
    }
    int length = out.position() - at;
    int longest = MessageFramer.longest(message.typeCode(), session);
    if (length > longest) {
      throw new IllegalArgumentException(
          "a message of type "
              + message.typeCode()
              + " with "
              + length
              + " octets: at most "
              + longest);
    }
    MessageFramer.end(at, out);
  }

  /** {@return the octets of one message} */
  public static byte[] encode(BgpMessage message, SessionParameters session) {
    ByteBuffer out = ByteBuffer.allocate(SessionParameters.EXTENDED_LIMIT);
    encode(message, session, out);
    byte[] octets = new byte[out.position()];
    out.flip().get(octets);
    return octets;
  }
}
