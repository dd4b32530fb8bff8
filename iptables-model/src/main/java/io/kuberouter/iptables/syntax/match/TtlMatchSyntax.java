package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.TtlMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m ttl} ↔ {@link TtlMatch}. */
public final class TtlMatchSyntax implements MatchSyntax<TtlMatch> {

  @Override
  public String name() {
    return "ttl";
  }

  @Override
  public Class<TtlMatch> type() {
    return TtlMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--ttl-eq", "--ttl"),
        OptionName.value("--ttl-lt"),
        OptionName.value("--ttl-gt"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public TtlMatch parse(OptionReader in) throws ParseException {
    for (Comparison comparison : Comparison.values()) {
      String option = "--ttl-" + comparison;
      if (in.has(option)) {
        return new TtlMatch(comparison, in.negatable(option, Terms.number(0, 255)));
      }
    }
    throw in.fault("--ttl-eq, --ttl-lt or --ttl-gt expected");
  }

  @Override
  public void render(TtlMatch match, OptionWriter out) {
    out.option("--ttl-" + match.comparison(), match.value());
  }
}
