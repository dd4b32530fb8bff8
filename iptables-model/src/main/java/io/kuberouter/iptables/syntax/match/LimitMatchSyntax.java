package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.LimitMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Rate;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;

/** {@code -m limit} ↔ {@link LimitMatch}. */
public final class LimitMatchSyntax implements MatchSyntax<LimitMatch> {

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public Class<LimitMatch> type() {
    return LimitMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--limit"), OptionName.value("--limit-burst"));
  }

  @Override
  public LimitMatch parse(OptionReader in) throws ParseException {
    return new LimitMatch(
        in.orElse("--limit", LimitMatchSyntax::rate, new Rate(3, Rate.Unit.HOUR)),
        in.orElse("--limit-burst", Terms.longNumber(0, 10000), 5L));
  }

  @Override
  public void render(LimitMatch match, OptionWriter out) {
    out.option("--limit", match.rate());
    out.unless(5L, "--limit-burst", match.burst());
  }

  /** {@return a rate of {@code 10/min}, {@code 10/minute} or {@code 10}, by second} */
  static Rate rate(String word) throws ParseException {
    int slash = word.indexOf('/');
    long amount = Terms.number(slash < 0 ? word : word.substring(0, slash));
    String unit = slash < 0 ? "s" : word.substring(slash + 1).toLowerCase(Locale.ROOT);
    for (Rate.Unit each : Rate.Unit.values()) {
      if (!unit.isEmpty() && each.name().toLowerCase(Locale.ROOT).startsWith(unit)) {
        return new Rate(amount, each);
      }
    }
    throw new ParseException("second, minute, hour or day expected, found \"" + unit + "\"");
  }
}
