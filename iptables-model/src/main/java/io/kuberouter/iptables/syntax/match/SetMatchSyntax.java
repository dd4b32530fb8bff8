package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -m set} ↔ {@link SetMatch}. */
public final class SetMatchSyntax implements MatchSyntax<SetMatch> {

  @Override
  public String name() {
    return "set";
  }

  @Override
  public Class<SetMatch> type() {
    return SetMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.pair("--match-set", "--set"),
        OptionName.flag("--return-nomatch"),
        OptionName.flag("--update-counters"),
        OptionName.flag("--update-subcounters"),
        OptionName.value("--packets-eq"),
        OptionName.value("--packets-lt"),
        OptionName.value("--packets-gt"),
        OptionName.value("--bytes-eq"),
        OptionName.value("--bytes-lt"),
        OptionName.value("--bytes-gt"));
  }

  @Override
  public SetMatch parse(OptionReader in) throws ParseException {
    return new SetMatch(
        in.negatable("--match-set", Terms::setReference),
        in.flag("--return-nomatch"),
        !in.asked("--update-counters").orElse(true),
        !in.asked("--update-subcounters").orElse(true),
        condition(in, "--packets-"),
        condition(in, "--bytes-"));
  }

  @Override
  public void render(SetMatch match, OptionWriter out) {
    out.option("--match-set", match.set());
    out.flag("--return-nomatch", match.returnNomatch());
    out.flag("! --update-counters", match.keepCounters());
    out.flag("! --update-subcounters", match.keepSubcounters());
    condition("--packets-", match.packets(), out);
    condition("--bytes-", match.bytes(), out);
  }

  private static Optional<SetMatch.Condition> condition(OptionReader in, String what)
      throws ParseException {
    for (Comparison comparison : Comparison.values()) {
      String option = what + comparison;
      if (in.has(option)) {
        return Optional.of(
            new SetMatch.Condition(
                comparison, in.negatable(option, Terms.longNumber(0, Long.MAX_VALUE))));
      }
    }
    return Optional.empty();
  }

  private static void condition(
      String what, Optional<SetMatch.Condition> condition, OptionWriter out) {
    condition.ifPresent(c -> out.option(what + c.comparison(), c.value()));
  }
}
