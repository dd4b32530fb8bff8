package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.target.RateestTarget;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;

/** {@code -j RATEEST} ↔ {@link RateestTarget}. */
public final class RateestTargetSyntax implements TargetSyntax<RateestTarget> {

  @Override
  public String name() {
    return "RATEEST";
  }

  @Override
  public Class<RateestTarget> type() {
    return RateestTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--rateest-name"),
        OptionName.value("--rateest-interval"),
        OptionName.value("--rateest-ewmalog"));
  }

  @Override
  public RateestTarget parse(OptionReader in) throws ParseException {
    return new RateestTarget(
        in.required("--rateest-name", Terms::word),
        in.required("--rateest-interval", RateestTargetSyntax::time),
        in.required("--rateest-ewmalog", RateestTargetSyntax::time));
  }

  @Override
  public void render(RateestTarget target, OptionWriter out) {
    out.option("--rateest-name", target.estimator());
    out.option("--rateest-interval", target.interval());
    out.option("--rateest-ewmalog", target.ewmalog());
  }

  /** The tool prints the largest unit that leaves a whole part, with its own digits. */
  private static String time(String word) throws ParseException {
    int end = word.length();
    while (end > 0 && Character.isLetter(word.charAt(end - 1))) {
      end--;
    }
    String unit = word.substring(end).toLowerCase(Locale.ROOT);
    if (unit.equals("ms") && word.substring(0, end).indexOf('.') < 0) {
      return Terms.number(word.substring(0, end)) + ".0ms";
    }
    return Terms.word(word);
  }
}
