package io.kuberouter.bgp.number;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Error codes; <a
 * href="https://www.iana.org/assignments/bgp-parameters/bgp-parameters.xhtml#bgp-parameters-3">BGP
 * Error (Notification) Codes</a>.
 */
public enum NotificationCode {
  /** RFC 4271 section 6.1. */
  MESSAGE_HEADER_ERROR(1, "Message Header Error"),
  /** RFC 4271 section 6.2. */
  OPEN_MESSAGE_ERROR(2, "OPEN Message Error"),
  /** RFC 4271 section 6.3. */
  UPDATE_MESSAGE_ERROR(3, "UPDATE Message Error"),
  /** RFC 4271 section 6.5. */
  HOLD_TIMER_EXPIRED(4, "Hold Timer Expired"),
  /** RFC 4271 section 6.6. */
  FSM_ERROR(5, "Finite State Machine Error"),
  /** RFC 4271 section 6.7. */
  CEASE(6, "Cease"),
  /** RFC 7313 section 5. */
  ROUTE_REFRESH_ERROR(7, "ROUTE-REFRESH Message Error"),
  /** RFC 9687. */
  SEND_HOLD_TIMER_EXPIRED(8, "Send Hold Timer Expired");

  private final int code;
  private final String text;

  NotificationCode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** {@return the octet} */
  public int code() {
    return code;
  }

  /** {@return the registry's name} */
  public String text() {
    return text;
  }

  /** {@return the subcode of a number, absent when the code has none such} */
  public Optional<ErrorSubcode> subcode(int number) {
    return subcodes().filter(s -> s.code() == number).findFirst();
  }

  private Stream<ErrorSubcode> subcodes() {
    return switch (this) {
      case MESSAGE_HEADER_ERROR -> Stream.of(HeaderSubcode.values());
      case OPEN_MESSAGE_ERROR -> Stream.of(OpenSubcode.values());
      case UPDATE_MESSAGE_ERROR -> Stream.of(UpdateSubcode.values());
      case FSM_ERROR -> Stream.of(FsmSubcode.values());
      case CEASE -> Stream.of(CeaseSubcode.values());
      case ROUTE_REFRESH_ERROR -> Stream.of(RefreshSubcode.values());
      case HOLD_TIMER_EXPIRED, SEND_HOLD_TIMER_EXPIRED -> Stream.empty();
    };
  }

  /** {@return the code of a number, absent when it is none of these} */
  public static Optional<NotificationCode> of(int code) {
    return code >= 1 && code <= 8 ? Optional.of(values()[code - 1]) : Optional.empty();
  }
}
