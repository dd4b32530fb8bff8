package io.kuberouter.iptables.restore;

import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.RateestMatch;
import io.kuberouter.iptables.target.LedTarget;
import io.kuberouter.iptables.text.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules as the tool takes them. That is how it lists them, but for two defects of iptables 1.8.9: a
 * comparison of two rates is listed with both, and refused so; long delays of a lamp are listed as
 * negative numbers.
 */
final class Taken {

  private static final Pattern SECOND =
      Pattern.compile("(?: !)? --rateest-(?:lt|gt|eq) (--rateest-pps)");

  private Taken() {}

  static String format(Rule rule) {
    boolean same =
        rule.matches().stream().noneMatch(RateestMatch.class::isInstance)
            && rule.target().filter(LedTarget.class::isInstance).isEmpty();
    if (same) {
      return RuleText.format(rule);
    }
    List<String> parts = new ArrayList<>();
    for (Match match : rule.matches()) {
      parts.add(match(match));
    }
    rule.target().ifPresent(target -> parts.add(target(new Rule(List.of(), Optional.of(target)))));
    return String.join(" ", parts);
  }

  private static String match(Match match) {
    String text = RuleText.format(new Rule(List.of(match), Optional.empty()));
    boolean twice =
        match instanceof RateestMatch rates
            && rates.bits().isPresent()
            && rates.packets().isPresent();
    return twice ? SECOND.matcher(text).replaceFirst(" $1") : text;
  }

  private static String target(Rule rule) {
    String text = RuleText.format(rule);
    if (rule.target().get() instanceof LedTarget led && led.delay() > Integer.MAX_VALUE) {
      return text.replace(" --led-delay " + (int) led.delay(), " --led-delay " + led.delay());
    }
    return text;
  }
}
