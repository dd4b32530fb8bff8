package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.HlMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m hl} ↔ {@link HlMatch}. */
public final class HlMatchSyntax implements MatchSyntax<HlMatch> {

  @Override
  public String name() {
    return "hl";
  }

  @Override
  public Class<HlMatch> type() {
    return HlMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--hl-eq"), OptionName.value("--hl-lt"), OptionName.value("--hl-gt"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public HlMatch parse(OptionReader in) throws ParseException {
    for (Comparison comparison : Comparison.values()) {
      String option = "--hl-" + comparison;
      if (in.has(option)) {
        return new HlMatch(comparison, in.negatable(option, Terms.number(0, 255)));
      }
    }
    throw in.fault("--hl-eq, --hl-lt or --hl-gt expected");
  }

  @Override
  public void render(HlMatch match, OptionWriter out) {
    out.option("--hl-" + match.comparison(), match.value());
  }
}
