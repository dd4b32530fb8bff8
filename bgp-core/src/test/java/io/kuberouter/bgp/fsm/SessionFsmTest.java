package io.kuberouter.bgp.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.FsmAction.SendNotification;
import io.kuberouter.bgp.fsm.FsmAction.Simple;
import io.kuberouter.bgp.fsm.FsmEvent.Kind;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.FsmSubcode;
import io.kuberouter.bgp.number.HeaderSubcode;
import io.kuberouter.bgp.number.OctetString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 4271 section 8.2.2, state by state. */
class SessionFsmTest {

  private static final NotificationMessage CEASE =
      NotificationMessage.cease(CeaseSubcode.ADMINISTRATIVE_SHUTDOWN);

  private static FsmState in(SessionState state) {
    return new FsmState(state, 3, false);
  }

  private static Transition step(SessionState state, Kind kind) {
    return SessionFsm.step(in(state), FsmOptions.USUAL, FsmEvent.of(kind));
  }

  private static List<NotificationMessage> told(Transition transition) {
    List<NotificationMessage> told = new ArrayList<>();
    transition.actions().stream()
        .filter(SendNotification.class::isInstance)
        .forEach(a -> told.add(((SendNotification) a).notification()));
    return told;
  }

  /** The state after each event; rows are events, columns IDLE to ESTABLISHED. */
  @ParameterizedTest
  @CsvSource({
    "MANUAL_START,                CONNECT, CONNECT,   ACTIVE,    OPEN_SENT,    OPEN_CONFIRM, ESTABLISHED",
    "AUTOMATIC_START,             CONNECT, CONNECT,   ACTIVE,    OPEN_SENT,    OPEN_CONFIRM, ESTABLISHED",
    "IDLE_HOLD_TIMER_EXPIRES,     CONNECT, IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "MANUAL_STOP,                 IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "AUTOMATIC_STOP,              IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "CONNECT_RETRY_TIMER_EXPIRES, IDLE,    CONNECT,   CONNECT,   IDLE,         IDLE,         IDLE",
    "HOLD_TIMER_EXPIRES,          IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "KEEPALIVE_TIMER_EXPIRES,     IDLE,    IDLE,      IDLE,      IDLE,         OPEN_CONFIRM, ESTABLISHED",
    "DELAY_OPEN_TIMER_EXPIRES,    IDLE,    OPEN_SENT, OPEN_SENT, IDLE,         IDLE,         IDLE",
    "TCP_CR_ACKED,                IDLE,    OPEN_SENT, OPEN_SENT, IDLE,         IDLE,         IDLE",
    "TCP_CONNECTION_CONFIRMED,    IDLE,    OPEN_SENT, OPEN_SENT, IDLE,         IDLE,         IDLE",
    "TCP_CONNECTION_FAILS,        IDLE,    ACTIVE,    IDLE,      ACTIVE,       IDLE,         IDLE",
    "BGP_OPEN,                    IDLE,    IDLE,      IDLE,      OPEN_CONFIRM, IDLE,         IDLE",
    "BGP_HEADER_ERR,              IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "BGP_OPEN_MSG_ERR,            IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "OPEN_COLLISION_DUMP,         IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "NOTIF_MSG_VER_ERR,           IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "NOTIF_MSG,                   IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "KEEPALIVE_MSG,               IDLE,    IDLE,      IDLE,      IDLE,         ESTABLISHED,  ESTABLISHED",
    "UPDATE_MSG,                  IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         ESTABLISHED",
    "UPDATE_MSG_ERR,              IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "SEND_HOLD_TIMER_EXPIRES,     IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         IDLE",
    "ROUTE_REFRESH_MSG,           IDLE,    IDLE,      IDLE,      IDLE,         IDLE,         ESTABLISHED",
  })
  void theStateAfterEachEvent(
      Kind kind,
      SessionState idle,
      SessionState connect,
      SessionState active,
      SessionState openSent,
      SessionState openConfirm,
      SessionState established) {
    SessionState[] expected = {idle, connect, active, openSent, openConfirm, established};
    for (SessionState state : SessionState.values()) {
      assertThat(step(state, kind).next().state())
          .as(kind + " in " + state)
          .isEqualTo(expected[state.ordinal()]);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aConnectionThatIsLeftIsDroppedAndAFailureIsCountedAndStartsAgain(Kind kind) {
    for (SessionState state : SessionState.values()) {
      Transition t = step(state, kind);
      if (state == SessionState.IDLE || t.next().state() != SessionState.IDLE) {
        continue;
      }
      assertThat(t.actions()).as(kind + " in " + state).contains(Simple.DROP_CONNECTION);
      boolean asked = kind == Kind.MANUAL_STOP;
      assertThat(t.next().connectRetryCounter()).isEqualTo(asked ? 0 : 4);
      assertThat(t.actions().contains(Simple.START_IDLE_HOLD_TIMER)).isEqualTo(!asked);
      assertThat(t.actions().contains(Simple.SESSION_DOWN))
          .isEqualTo(state == SessionState.ESTABLISHED);
      Transition once = SessionFsm.step(in(state), FsmOptions.ONCE, FsmEvent.of(kind));
      assertThat(once.actions()).doesNotContain(Simple.START_IDLE_HOLD_TIMER);
    }
  }

  @Test
  void ifTheHoldTimerExpiresANotificationWithHoldTimerExpiredIsSent() {
    for (SessionState state :
        List.of(SessionState.OPEN_SENT, SessionState.OPEN_CONFIRM, SessionState.ESTABLISHED)) {
      assertThat(told(step(state, Kind.HOLD_TIMER_EXPIRES)))
          .containsExactly(NotificationMessage.holdTimerExpired());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN_SENT, KEEPALIVE_MSG, IN_OPEN_SENT",
    "OPEN_SENT, UPDATE_MSG, IN_OPEN_SENT",
    "OPEN_SENT, ROUTE_REFRESH_MSG, IN_OPEN_SENT",
    "OPEN_CONFIRM, BGP_OPEN, IN_OPEN_CONFIRM",
    "OPEN_CONFIRM, UPDATE_MSG, IN_OPEN_CONFIRM",
    "ESTABLISHED, BGP_OPEN, IN_ESTABLISHED"
  })
  void rfc6608AnUnexpectedMessageIsAnswered(SessionState state, Kind kind, FsmSubcode subcode) {
    assertThat(told(step(state, kind))).containsExactly(NotificationMessage.fsm(subcode));
  }

  @Test
  void aNotificationIsNotAnsweredByAnotherOne() {
    for (SessionState state : SessionState.values()) {
      assertThat(told(step(state, Kind.NOTIF_MSG))).isEmpty();
      assertThat(told(step(state, Kind.NOTIF_MSG_VER_ERR))).isEmpty();
    }
  }

  @Test
  void ifAStopEventOccursACeaseIsSentWhereASessionHasBegun() {
    FsmEvent stop = FsmEvent.error(Kind.MANUAL_STOP, CEASE, "");
    for (SessionState state : SessionState.values()) {
      List<NotificationMessage> told = told(SessionFsm.step(in(state), FsmOptions.USUAL, stop));
      if (state.compareTo(SessionState.OPEN_SENT) >= 0) {
        assertThat(told).containsExactly(CEASE);
      } else {
        assertThat(told).isEmpty();
      }
    }
  }

  @Test
  void theNotificationOfAnErrorIsTheOneSent() {
    NotificationMessage bad =
        NotificationMessage.header(HeaderSubcode.BAD_MESSAGE_LENGTH, OctetString.of((byte) 1));
    for (SessionState state : SessionState.values()) {
      List<NotificationMessage> told =
          told(
              SessionFsm.step(
                  in(state), FsmOptions.USUAL, FsmEvent.error(Kind.BGP_HEADER_ERR, bad, "")));
      assertThat(told).hasSize(state == SessionState.IDLE ? 0 : 1).allMatch(bad::equals);
    }
  }

  @Test
  void theActionsOfASession() {
    assertThat(step(SessionState.IDLE, Kind.MANUAL_START).actions())
        .containsExactly(
            Simple.STOP_IDLE_HOLD_TIMER, Simple.START_CONNECT_RETRY_TIMER, Simple.CONNECT);
    assertThat(step(SessionState.CONNECT, Kind.TCP_CR_ACKED).actions())
        .containsExactly(
            Simple.STOP_CONNECT_RETRY_TIMER, Simple.SEND_OPEN, Simple.START_LARGE_HOLD_TIMER);
    assertThat(step(SessionState.OPEN_SENT, Kind.BGP_OPEN).actions())
        .containsExactly(
            Simple.STOP_CONNECT_RETRY_TIMER,
            Simple.SEND_KEEPALIVE,
            Simple.START_KEEPALIVE_TIMER,
            Simple.START_HOLD_TIMER);
    assertThat(step(SessionState.OPEN_CONFIRM, Kind.KEEPALIVE_MSG).actions())
        .containsExactly(Simple.RESTART_HOLD_TIMER, Simple.SESSION_UP);
    assertThat(step(SessionState.OPEN_CONFIRM, Kind.KEEPALIVE_MSG).next().connectRetryCounter())
        .isZero();
    assertThat(step(SessionState.ESTABLISHED, Kind.UPDATE_MSG).actions())
        .containsExactly(Simple.RESTART_HOLD_TIMER, Simple.PROCESS_MESSAGE);
    assertThat(step(SessionState.ESTABLISHED, Kind.KEEPALIVE_TIMER_EXPIRES).actions())
        .containsExactly(Simple.SEND_KEEPALIVE, Simple.START_KEEPALIVE_TIMER);
  }

  @Test
  void withDelayOpenTheNeighboursOpenComesFirst() {
    FsmOptions delaying = new FsmOptions(false, true, true);
    for (SessionState state : List.of(SessionState.CONNECT, SessionState.ACTIVE)) {
      Transition connected = SessionFsm.step(in(state), delaying, FsmEvent.of(Kind.TCP_CR_ACKED));
      assertThat(connected.next().state()).isEqualTo(state);
      assertThat(connected.next().delayOpenRunning()).isTrue();
      assertThat(connected.actions()).contains(Simple.START_DELAY_OPEN_TIMER);
      Transition opened = SessionFsm.step(connected.next(), delaying, FsmEvent.of(Kind.BGP_OPEN));
      assertThat(opened.next().state()).isEqualTo(SessionState.OPEN_CONFIRM);
      assertThat(opened.actions())
          .contains(Simple.STOP_DELAY_OPEN_TIMER, Simple.SEND_OPEN, Simple.SEND_KEEPALIVE);
      Transition late =
          SessionFsm.step(connected.next(), delaying, FsmEvent.of(Kind.DELAY_OPEN_TIMER_EXPIRES));
      assertThat(late.next().state()).isEqualTo(SessionState.OPEN_SENT);
      Transition old =
          SessionFsm.step(connected.next(), delaying, FsmEvent.of(Kind.NOTIF_MSG_VER_ERR));
      assertThat(old.next().connectRetryCounter()).isZero();
    }
  }

  @Test
  void aPassiveSessionNeverConnects() {
    FsmOptions passive = new FsmOptions(true, false, true);
    Transition start = SessionFsm.step(FsmState.INITIAL, passive, FsmEvent.of(Kind.MANUAL_START));
    assertThat(start.next().state()).isEqualTo(SessionState.ACTIVE);
    Transition retry =
        SessionFsm.step(start.next(), passive, FsmEvent.of(Kind.CONNECT_RETRY_TIMER_EXPIRES));
    assertThat(retry.next().state()).isEqualTo(SessionState.ACTIVE);
    assertThat(retry.actions()).doesNotContain(Simple.CONNECT);
  }
}
