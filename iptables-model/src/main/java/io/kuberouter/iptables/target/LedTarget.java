package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j LED}: lights a lamp of the machine while packets come.
 *
 * @param triggerId name of the trigger, 16 letters at most
 * @param delay milliseconds that the lamp stays on after a packet, 0 to 2^32-1; {@link #FOR_EVER}
 *     and all above 2^31-1 are listed as negative numbers
 * @param alwaysBlink whether it blinks when a packet comes while it is on
 */
public record LedTarget(String triggerId, long delay, boolean alwaysBlink) implements Target {

  /** The lamp stays on: {@code --led-delay inf}. */
  public static final long FOR_EVER = 4294967295L;

  public LedTarget {
    Bounds.check("--led-delay", delay, 0, FOR_EVER);
  }
}
