package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.RateestMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -m rateest} ↔ {@link RateestMatch}; the comparison prints once for each unit. */
public final class RateestMatchSyntax implements MatchSyntax<RateestMatch> {

  @Override
  public String name() {
    return "rateest";
  }

  @Override
  public Class<RateestMatch> type() {
    return RateestMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--rateest-delta"),
        OptionName.value("--rateest1", "--rateest"),
        OptionName.flag("--rateest-lt"),
        OptionName.flag("--rateest-gt"),
        OptionName.flag("--rateest-eq"),
        new OptionName("--rateest-bps", OptionName.MAYBE, List.of()),
        OptionName.value("--rateest-bps1"),
        OptionName.value("--rateest-bps2"),
        new OptionName("--rateest-pps", OptionName.MAYBE, List.of()),
        OptionName.value("--rateest-pps1"),
        OptionName.value("--rateest-pps2"),
        OptionName.value("--rateest2"));
  }

  @Override
  public RateestMatch parse(OptionReader in) throws ParseException {
    boolean delta = in.flag("--rateest-delta");
    String estimator = in.required("--rateest1", Terms::word);
    Optional<String> other = in.optional("--rateest2", Terms::word);
    Optional<Boolean> asked = Optional.empty();
    Comparison comparison = Comparison.EQ;
    for (Comparison each : Comparison.values()) {
      while (in.has("--rateest-" + each)) {
        asked = in.asked("--rateest-" + each);
        comparison = each;
      }
    }
    if (asked.isEmpty()) {
      throw in.fault("--rateest-lt, --rateest-gt or --rateest-eq expected");
    }
    return new RateestMatch(
        estimator,
        other,
        delta,
        !asked.get(),
        comparison,
        values(in, "--rateest-bps"),
        values(in, "--rateest-pps"));
  }

  private static Optional<RateestMatch.Values> values(OptionReader in, String option)
      throws ParseException {
    if (!in.has(option, option + "1", option + "2")) {
      return Optional.empty();
    }
    Optional<String> bare = in.optional(option, Terms::text).filter(v -> !v.isEmpty());
    return Optional.of(
        new RateestMatch.Values(
            in.optional(option + "1", Terms::word),
            bare.or(() -> Optional.empty()).isPresent()
                ? bare
                : in.optional(option + "2", Terms::word)));
  }

  @Override
  public void render(RateestMatch match, OptionWriter out) {
    out.flag("--rateest-delta", match.delta());
    out.option(match.other().isPresent() ? "--rateest1" : "--rateest", match.estimator());
    values(match, "--rateest-bps", match.bits(), out);
    values(match, "--rateest-pps", match.packets(), out);
    out.option("--rateest2", match.other());
  }

  private static void values(
      RateestMatch match, String option, Optional<RateestMatch.Values> values, OptionWriter out) {
    if (values.isEmpty()) {
      return;
    }
    RateestMatch.Values given = values.get();
    out.option(option + "1", given.base());
    out.asked("--rateest-" + match.comparison(), Optional.of(!match.negated()));
    if (given.value().isPresent()) {
      out.option(match.delta() ? option + "2" : option, given.value());
    } else {
      out.flag(option, true);
    }
  }
}
