package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.ErrorSubcode;
import io.kuberouter.bgp.number.FsmSubcode;
import io.kuberouter.bgp.number.HeaderSubcode;
import io.kuberouter.bgp.number.MessageType;
import io.kuberouter.bgp.number.NotificationCode;
import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.OpenSubcode;
import io.kuberouter.bgp.number.UpdateSubcode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * NOTIFICATION: why the session ends (RFC 4271 section 4.5).
 *
 * @param code 0 to 255, see {@link NotificationCode}
 * @param subcode 0 to 255
 * @param data what the section of RFC 4271 that defines the subcode asks for
 */
public record NotificationMessage(int code, int subcode, OctetString data) implements BgpMessage {
  public NotificationMessage {
    Octet.check("code", code);
    Octet.check("subcode", subcode);
  }

  private static final int LONGEST_TEXT = 255;

  /** Creates the message without data. */
  public NotificationMessage(int code, int subcode) {
    this(code, subcode, OctetString.EMPTY);
  }

  /** {@return a Message Header Error} */
  public static NotificationMessage header(HeaderSubcode subcode, OctetString data) {
    return new NotificationMessage(
        NotificationCode.MESSAGE_HEADER_ERROR.code(), subcode.code(), data);
  }

  /** {@return an OPEN Message Error} */
  public static NotificationMessage open(OpenSubcode subcode, OctetString data) {
    return new NotificationMessage(
        NotificationCode.OPEN_MESSAGE_ERROR.code(), subcode.code(), data);
  }

  /** {@return an UPDATE Message Error} */
  public static NotificationMessage update(UpdateSubcode subcode, OctetString data) {
    return new NotificationMessage(
        NotificationCode.UPDATE_MESSAGE_ERROR.code(), subcode.code(), data);
  }

  /** {@return a Finite State Machine Error} */
  public static NotificationMessage fsm(FsmSubcode subcode) {
    return new NotificationMessage(NotificationCode.FSM_ERROR.code(), subcode.code());
  }

  /** {@return a Hold Timer Expired} */
  public static NotificationMessage holdTimerExpired() {
    return new NotificationMessage(NotificationCode.HOLD_TIMER_EXPIRED.code(), 0);
  }

  /** {@return a Cease} */
  public static NotificationMessage cease(CeaseSubcode subcode) {
    return new NotificationMessage(NotificationCode.CEASE.code(), subcode.code());
  }

  /**
   * {@return an administrative shutdown or reset with a text for the neighbour's operator (RFC 9003
   * section 2), which is cut at 255 octets}
   */
  public static NotificationMessage shutdown(CeaseSubcode subcode, String text) {
    ByteBuffer octets = ByteBuffer.allocate(LONGEST_TEXT);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), octets, true);
    octets.flip(); // the encoder stops before a character that does not fit
    ByteBuffer data = ByteBuffer.allocate(1 + octets.remaining());
    data.put((byte) octets.remaining()).put(octets).flip();
    return new NotificationMessage(
        NotificationCode.CEASE.code(), subcode.code(), OctetString.take(data));
  }

  /** {@return this inside a Hard Reset, after which routes do not stay (RFC 8538 section 3)} */
  public NotificationMessage asHardReset() {
    ByteBuffer inner = ByteBuffer.allocate(2 + data.length());
    inner.put((byte) code).put((byte) subcode);
    data.put(inner);
    inner.flip();
    return new NotificationMessage(
        NotificationCode.CEASE.code(), CeaseSubcode.HARD_RESET.code(), OctetString.take(inner));
  }

  /** {@return whether it is a Hard Reset (RFC 8538 section 3)} */
  public boolean isHardReset() {
    return is(CeaseSubcode.HARD_RESET);
  }

  /** {@return whether it is a Cease of a subcode} */
  public boolean is(CeaseSubcode cease) {
    return code == NotificationCode.CEASE.code() && subcode == cease.code();
  }

  /** {@return the text of an administrative shutdown or reset (RFC 9003)} */
  public Optional<String> shutdownText() {
    if ((!is(CeaseSubcode.ADMINISTRATIVE_SHUTDOWN) && !is(CeaseSubcode.ADMINISTRATIVE_RESET))
        || data.length() < 1
        || data.at(0) == 0
        || data.at(0) > data.length() - 1) {
      return Optional.empty();
    }
    ByteBuffer octets = data.buffer().position(1).limit(1 + data.at(0));
    return Optional.of(StandardCharsets.UTF_8.decode(octets).toString());
  }

  /** {@return what a Hard Reset stands for (RFC 8538 section 3), absent when it is none} */
  public Optional<NotificationMessage> resetBy() {
    if (!isHardReset() || data.length() < 2) {
      return Optional.empty();
    }
    OctetString rest = OctetString.take(data.buffer().position(2));
    return Optional.of(new NotificationMessage(data.at(0), data.at(1), rest));
  }

  /**
   * {@return as {@code Cease/Peer De-configured}, with the operator's text where there is one, and
   * for a Hard Reset with what it stands for}
   */
  public String text() {
    return plainText() + resetBy().map(n -> " (" + n.plainText() + ")").orElse("");
  }

  private String plainText() {
    Optional<NotificationCode> known = NotificationCode.of(code);
    String name = known.map(NotificationCode::text).orElse("code " + code);
    String subname =
        known
            .flatMap(c -> c.subcode(subcode))
            .map(ErrorSubcode::text)
            .orElse(String.valueOf(subcode));
    String quoted = shutdownText().map(t -> ": \"" + printable(t) + "\"").orElse("");
    return name + "/" + subname + quoted;
  }

  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Override
  public int typeCode() {
    return MessageType.NOTIFICATION.code();
  }
}
