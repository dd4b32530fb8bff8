package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.HbhMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m hbh} ↔ {@link HbhMatch}. */
public final class HbhMatchSyntax implements MatchSyntax<HbhMatch> {

  @Override
  public String name() {
    return "hbh";
  }

  @Override
  public Class<HbhMatch> type() {
    return HbhMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--hbh-len"), OptionName.value("--hbh-opts"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public HbhMatch parse(OptionReader in) throws ParseException {
    return new HbhMatch(
        in.optionalNegatable("--hbh-len", Terms.longNumber(0, 4294967295L)),
        in.optional("--hbh-opts", Terms.list(Terms::word)));
  }

  @Override
  public void render(HbhMatch match, OptionWriter out) {
    out.option("--hbh-len", match.length());
    out.option("--hbh-opts", match.types());
  }
}
