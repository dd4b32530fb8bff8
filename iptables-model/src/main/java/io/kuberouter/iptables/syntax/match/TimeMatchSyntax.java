package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.TimeMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code -m time} ↔ {@link TimeMatch}. */
public final class TimeMatchSyntax implements MatchSyntax<TimeMatch> {

  @Override
  public String name() {
    return "time";
  }

  @Override
  public Class<TimeMatch> type() {
    return TimeMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--timestart"),
        OptionName.value("--timestop"),
        OptionName.value("--datestart"),
        OptionName.value("--datestop"),
        OptionName.flag("--kerneltz"),
        OptionName.flag("--contiguous"),
        OptionName.value("--monthdays"),
        OptionName.value("--weekdays"));
  }

  @Override
  public TimeMatch parse(OptionReader in) throws ParseException {
    return new TimeMatch(
        in.optional("--timestart", TimeMatchSyntax::time),
        in.optional("--timestop", TimeMatchSyntax::time),
        in.optionalNegatable("--monthdays", Terms.list(Terms.number(1, 31)))
            .map(TimeMatchSyntax::monthDays),
        in.optionalNegatable("--weekdays", Terms.list(TimeMatchSyntax::weekDay))
            .map(TimeMatchSyntax::weekDays),
        in.optional("--datestart", TimeMatchSyntax::date),
        in.optional("--datestop", TimeMatchSyntax::date),
        in.flag("--kerneltz"),
        in.flag("--contiguous"));
  }

  @Override
  public void render(TimeMatch match, OptionWriter out) {
    out.option("--timestart", match.timeStart());
    out.option("--timestop", match.timeStop());
    out.option("--monthdays", match.monthDays());
    out.option("--weekdays", match.weekDays());
    out.option("--datestart", match.dateStart());
    out.option("--datestop", match.dateStop());
    out.flag("--kerneltz", match.kernelZone());
    out.flag("--contiguous", match.contiguous());
  }

  private static List<Integer> monthDays(Negatable<List<Integer>> days) {
    List<Integer> all = new ArrayList<>();
    for (int day = 1; day <= 31; day++) {
      if (days.value().contains(day) != days.negated()) {
        all.add(day);
      }
    }
    return all;
  }

  private static Set<TimeMatch.WeekDay> weekDays(Negatable<List<TimeMatch.WeekDay>> days) {
    Set<TimeMatch.WeekDay> set = EnumSet.copyOf(days.value());
    return days.negated() ? EnumSet.complementOf(EnumSet.copyOf(set)) : set;
  }

  private static TimeMatch.WeekDay weekDay(String word) throws ParseException {
    for (TimeMatch.WeekDay day : TimeMatch.WeekDay.values()) {
      String name = day.toString().toLowerCase(Locale.ROOT);
      String given = word.toLowerCase(Locale.ROOT);
      if (given.equals("" + (List.of(TimeMatch.WeekDay.values()).indexOf(day) + 1))
          || (given.length() >= 2 && (name.startsWith(given) || given.startsWith(name)))) {
        return day;
      }
    }
    throw new ParseException("a day as Mon or 1 expected, found \"" + word + "\"");
  }

  /** {@return hh:mm:ss of h:m or h:m:s} */
  private static String time(String word) throws ParseException {
    String[] parts = word.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new ParseException("a time as 12:00:00 expected, found \"" + word + "\"");
    }
    return "%02d:%02d:%02d"
        .formatted(
            part(parts[0], 23), part(parts[1], 59), parts.length == 3 ? part(parts[2], 59) : 0);
  }

  /** {@return the date filled up to yyyy-mm-ddThh:mm:ss} */
  private static String date(String word) throws ParseException {
    int t = word.indexOf('T');
    String[] day = (t < 0 ? word : word.substring(0, t)).split("-", -1);
    if (day.length > 3 || day[0].length() != 4) {
      throw new ParseException("a date as 2026-01-31T12:00:00 expected, found \"" + word + "\"");
    }
    String clock = t < 0 ? "0:0" : word.substring(t + 1);
    return "%04d-%02d-%02dT%s"
        .formatted(
            part(day[0], 9999),
            day.length > 1 ? part(day[1], 12) : 1,
            day.length > 2 ? part(day[2], 31) : 1,
            time(clock.indexOf(':') < 0 ? clock + ":0" : clock));
  }

  private static int part(String digits, int most) throws ParseException {
    String bare = digits.startsWith("0") && digits.length() > 1 ? digits.substring(1) : digits;
    return Terms.number(0, most).parse(bare);
  }
}
