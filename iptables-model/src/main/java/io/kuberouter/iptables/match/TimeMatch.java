package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code -m time}: when the packet comes.
 *
 * @param timeStart of day, {@code hh:mm:ss}
 * @param timeStop of day
 * @param monthDays 1 to 31, in order
 * @param weekDays in order
 * @param dateStart {@code yyyy-mm-ddThh:mm:ss}
 * @param dateStop the same
 * @param kernelZone whether the kernel's time zone counts, not UTC
 * @param contiguous whether a time over midnight is one
 */
public record TimeMatch(
    Optional<String> timeStart,
    Optional<String> timeStop,
    Optional<List<Integer>> monthDays,
    Optional<Set<WeekDay>> weekDays,
    Optional<String> dateStart,
    Optional<String> dateStop,
    boolean kernelZone,
    boolean contiguous)
    implements Match {

  /** Days. */
  public enum WeekDay {
    MON("Mon"),
    TUE("Tue"),
    WED("Wed"),
    THU("Thu"),
    FRI("Fri"),
    SAT("Sat"),
    SUN("Sun");

    private final String word;

    WeekDay(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public TimeMatch {
    monthDays = monthDays.map(List::copyOf);
    weekDays = weekDays.map(Words::ordered);
  }
}
