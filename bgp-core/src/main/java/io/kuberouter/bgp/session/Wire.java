package io.kuberouter.bgp.session;

import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.codec.MessageFramer;
import io.kuberouter.bgp.codec.UpdateCodec;
import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.fsm.FsmEvent.Kind;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.UnknownMessage;
import io.kuberouter.bgp.number.HeaderSubcode;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.NotificationCode;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.OpenSubcode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one TCP connection: octets become messages, and those become events of the session,
 * which hears nothing more of it once another connection has taken its place. On the event loop.
 */
final class Wire implements PeerTransport.Handler {

  private static final FsmEvent UPDATE =
      FsmEvent.of(Kind.UPDATE_MSG, "an UPDATE came before the session was up");
  private static final FsmEvent REFRESH =
      FsmEvent.of(Kind.ROUTE_REFRESH_MSG, "a ROUTE-REFRESH came before the session was up");

  private final SessionConnection session;
  private final SessionConnection.Owner owner;
  private final OpenExchange opens;
  private PeerTransport.@Nullable Connection of;

  Wire(SessionConnection session, SessionConnection.Owner owner, OpenExchange opens) {
    this.session = session;
    this.owner = owner;
    this.opens = opens;
  }

  /** The connection is there, or is being made. */
  void attach(PeerTransport.Connection connection) {
    of = connection;
  }

  private boolean isCurrent() {
    return of != null && of == session.connection();
  }

  @Override
  public void connected() {
    if (isCurrent()) {
      session.made(FsmEvent.of(Kind.TCP_CR_ACKED, "connected"));
    }
  }

  @Override
  public void received(ByteBuffer in) {
    if (isCurrent()) {
      session.heardOctets();
      takeAll(in);
    }
    if (!isCurrent()) {
      in.position(in.limit());
    }
  }

  @Override
  public void writable() {
    if (isCurrent()) {
      owner.writable(session);
    }
  }

  @Override
  public void closed(String reason) {
    if (isCurrent()) {
      session.fire(FsmEvent.of(Kind.TCP_CONNECTION_FAILS, reason));
    }
  }

  private void takeAll(ByteBuffer in) {
    try {
      int length = MessageFramer.length(in, opens.agreed());
      while (length > 0 && in.remaining() >= length && isCurrent()) {
        take(in);
        length = isCurrent() ? MessageFramer.length(in, opens.agreed()) : 0;
      }
    } catch (BgpProtocolException e) {
      session.fire(FsmEvent.error(kindOf(e.notification()), e.notification(), e.text()));
    }
  }

  private static Kind kindOf(NotificationMessage answer) {
    return switch (NotificationCode.of(answer.code()).orElse(NotificationCode.CEASE)) {
      case OPEN_MESSAGE_ERROR -> Kind.BGP_OPEN_MSG_ERR;
      case UPDATE_MESSAGE_ERROR, ROUTE_REFRESH_ERROR -> Kind.UPDATE_MSG_ERR;
      case MESSAGE_HEADER_ERROR, HOLD_TIMER_EXPIRED, FSM_ERROR, CEASE, SEND_HOLD_TIMER_EXPIRED ->
          Kind.BGP_HEADER_ERR;
    };
  }

  private void take(ByteBuffer in) throws BgpProtocolException {
    if (MessageFramer.type(in) == MessageType.UPDATE.code()) {
      update(MessageCodec.body(in, opens.agreed()));
      return;
    }
    int from = in.position();
    BgpMessage message = MessageCodec.decode(in, opens.agreed());
    if (message instanceof OpenMessage open) {
      opens.came(OctetString.take(in.slice(from, in.position() - from)));
      session.opened(open);
    } else if (message instanceof KeepaliveMessage) {
      session.fire(FsmEvent.of(Kind.KEEPALIVE_MSG));
    } else if (message instanceof NotificationMessage n) {
      session.notified(n, notification(n));
    } else if (message instanceof RouteRefreshMessage refresh) {
      refresh(refresh);
    } else if (message instanceof UnknownMessage unknown) {
      throw new BgpProtocolException(
          NotificationMessage.header(
              HeaderSubcode.BAD_MESSAGE_TYPE, OctetString.of((byte) unknown.typeCode())),
          "type " + unknown.typeCode());
    }
  }

  private boolean isUp() {
    return session.state() == SessionState.ESTABLISHED;
  }

  private void update(ByteBuffer body) throws BgpProtocolException {
    DecodedUpdate update = isUp() ? UpdateCodec.decode(body, opens.agreed()) : null;
    session.fire(UPDATE);
    if (update != null) {
      owner.update(session, update);
    }
  }

  private void refresh(RouteRefreshMessage refresh) {
    boolean process = isUp();
    session.fire(REFRESH);
    if (process) {
      owner.refresh(session, refresh);
    }
  }

  private static FsmEvent notification(NotificationMessage n) {
    boolean version =
        n.code() == NotificationCode.OPEN_MESSAGE_ERROR.code()
            && n.subcode() == OpenSubcode.UNSUPPORTED_VERSION.code();
    return FsmEvent.of(
        version ? Kind.NOTIF_MSG_VER_ERR : Kind.NOTIF_MSG,
        "the neighbour sent NOTIFICATION " + n.text());
  }
}
