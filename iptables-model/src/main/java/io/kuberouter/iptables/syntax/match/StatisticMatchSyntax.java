package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.StatisticMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code -m statistic} ↔ {@link StatisticMatch}. */
public final class StatisticMatchSyntax implements MatchSyntax<StatisticMatch> {

  @Override
  public String name() {
    return "statistic";
  }

  @Override
  public Class<StatisticMatch> type() {
    return StatisticMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--mode"),
        OptionName.value("--probability"),
        OptionName.value("--every"),
        OptionName.value("--packet"));
  }

  @Override
  public StatisticMatch parse(OptionReader in) throws ParseException {
    String mode = in.required("--mode", Terms.oneOf("random", "nth"));
    if (mode.equals("random")) {
      return new StatisticMatch(
          Optional.of(in.negatable("--probability", StatisticMatchSyntax::probability)),
          Optional.empty(),
          Optional.empty());
    }
    return new StatisticMatch(
        Optional.empty(),
        Optional.of(in.negatable("--every", Terms.longNumber(1, 4294967295L))),
        Optional.of(in.required("--packet", Terms.longNumber(0, 4294967295L))));
  }

  @Override
  public void render(StatisticMatch match, OptionWriter out) {
    out.option("--mode", match.every().isPresent() ? "nth" : "random");
    out.option(
        "--probability",
        match.probability(),
        Long.class,
        v -> String.format(Locale.ROOT, "%.11f", v / (double) StatisticMatch.ONE));
    out.option("--every", match.every());
    out.option("--packet", match.packet());
  }

  private static long probability(String word) throws ParseException {
    boolean digits = !word.isEmpty() && word.length() <= 20;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      digits &=
          (c >= '0' && c <= '9') || (c == '.' && word.indexOf('.') == i && i + 1 < word.length());
    }
    double value = digits ? Double.parseDouble(word) : -1;
    if (value < 0 || value > 1) {
      throw new ParseException("a probability from 0 to 1 expected, found \"" + word + "\"");
    }
    return Math.round(value * StatisticMatch.ONE);
  }
}
