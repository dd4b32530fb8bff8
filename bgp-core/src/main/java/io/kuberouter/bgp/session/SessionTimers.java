package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.fsm.FsmEvent.Kind;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The timers of one state machine: RFC 4271 section 10. On the event loop. */
final class SessionTimers {

  /** How long the second of two connections waits for an OPEN, when no other time is set. */
  private static final long HEAR_FIRST_MILLIS = 10_000;

  private final Timers timers;
  private final PeerConfig config;
  private final Consumer<FsmEvent> fire;
  private final Runnable catchUp;
  private Timers.@Nullable Timer connectRetry;
  private Timers.@Nullable Timer delayOpen;
  private Timers.@Nullable Timer hold;
  private Timers.@Nullable Timer keepalive;
  private Timers.@Nullable Timer idleHold;
  private Timers.@Nullable Timer sendHold;
  private long holdMillis;
  private long lastHeard;
  private long lastOctets;

  /**
   * Creates timers that do not run.
   *
   * @param fire takes what has expired
   * @param catchUp reads what has come and waits
   */
  SessionTimers(Timers timers, PeerConfig config, Consumer<FsmEvent> fire, Runnable catchUp) {
    this.timers = timers;
    this.config = config;
    this.fire = fire;
    this.catchUp = catchUp;
  }

  private static void stop(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }

  private Timers.Timer later(long millis, Kind kind) {
    return timers.after(millis, () -> fire.accept(FsmEvent.of(kind)));
  }

  void startConnectRetry(int failures) {
    stop(connectRetry);
    connectRetry =
        later(
            config.timing().connectRetry().millis(failures, timers.chance()),
            Kind.CONNECT_RETRY_TIMER_EXPIRES);
  }

  void stopConnectRetry() {
    stop(connectRetry);
  }

  void startDelayOpen() {
    stop(delayOpen);
    long millis = config.timing().delayOpen().map(Duration::toMillis).orElse(HEAR_FIRST_MILLIS);
    delayOpen = later(millis, Kind.DELAY_OPEN_TIMER_EXPIRES);
  }

  void stopDelayOpen() {
    stop(delayOpen);
  }

  void startIdleHold(int failures) {
    startIdleHold(
        Duration.ofMillis(
            config.timing().idleHold().millis(Math.max(0, failures - 1), timers.chance())));
  }

  void startIdleHold(Duration time) {
    stop(idleHold);
    idleHold = later(time.toMillis(), Kind.IDLE_HOLD_TIMER_EXPIRES);
  }

  void stopIdleHold() {
    stop(idleHold);
  }

  /** Starts the HoldTimer; 0: none. */
  void startHold(long millis) {
    stop(hold);
    holdMillis = millis;
    lastHeard = timers.millis();
    if (millis > 0) {
      hold = timers.after(millis, this::checkHold);
    }
  }

  /** Octets are there, whose messages will be looked at in a moment. */
  void heardOctets() {
    lastOctets = timers.millis();
  }

  /** A KEEPALIVE or UPDATE came: cheaper than a new timer for each. */
  void heard() {
    lastHeard = lastOctets;
  }

  private long holdLeft() {
    return lastHeard + holdMillis - timers.millis();
  }

  private void checkHold() {
    Timers.Timer expired = hold;
    if (holdLeft() <= 0) {
      catchUp.run(); // it may have spoken while others kept the loop busy
    }
    if (hold != expired) {
      return; // what it said has ended the session
    }
    long left = holdLeft();
    if (left > 0) {
      hold = timers.after(left, this::checkHold);
    } else {
      fire.accept(
          FsmEvent.of(
              Kind.HOLD_TIMER_EXPIRES,
              "nothing was heard from the neighbour for " + (holdMillis / 1000) + " s"));
    }
  }

  /** Starts the KeepaliveTimer: a third of the hold time, less up to a quarter (section 10). */
  void startKeepalive(long hold) {
    stop(keepalive);
    if (hold > 0) {
      double jitter = 0.75 + (0.25 * timers.chance());
      keepalive = later(Math.max(1, (long) (hold / 3.0 * jitter)), Kind.KEEPALIVE_TIMER_EXPIRES);
    }
  }

  /** RFC 9687: notices when what we send does not leave. */
  void watchSending(PeerTransport.@Nullable Connection connection) {
    stop(sendHold);
    if (connection != null) {
      watchSending(connection, connection.sent());
    }
  }

  private void watchSending(PeerTransport.Connection connection, long sentBefore) {
    // section 3.1: "the greater of 8 minutes or 2 times the negotiated HoldTime"
    long millis = Math.max(config.timing().sendHold().toMillis(), 2 * holdMillis);
    sendHold =
        timers.after(
            millis,
            () -> {
              if (connection.queued() > 0 && connection.sent() == sentBefore) {
                fire.accept(
                    FsmEvent.of(
                        Kind.SEND_HOLD_TIMER_EXPIRES,
                        "the neighbour has taken nothing for " + (millis / 1000) + " s"));
              } else {
                watchSending(connection, connection.sent());
              }
            });
  }

  void stopSession() {
    stop(hold);
    hold = null;
    stop(keepalive);
    stop(sendHold);
  }

  void stopAll() {
    stopSession();
    stop(connectRetry);
    stop(delayOpen);
    stop(idleHold);
  }
}
