package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.CpuMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m cpu} ↔ {@link CpuMatch}. */
public final class CpuMatchSyntax implements MatchSyntax<CpuMatch> {

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public Class<CpuMatch> type() {
    return CpuMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--cpu"));
  }

  @Override
  public CpuMatch parse(OptionReader in) throws ParseException {
    return new CpuMatch(in.negatable("--cpu", Terms.number(0, 2147483647)));
  }

  @Override
  public void render(CpuMatch match, OptionWriter out) {
    out.option("--cpu", match.cpu());
  }
}
