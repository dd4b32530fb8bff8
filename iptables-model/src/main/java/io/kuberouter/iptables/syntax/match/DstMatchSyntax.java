package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.DstMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m dst} ↔ {@link DstMatch}. */
public final class DstMatchSyntax implements MatchSyntax<DstMatch> {

  @Override
  public String name() {
    return "dst";
  }

  @Override
  public Class<DstMatch> type() {
    return DstMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--dst-len"), OptionName.value("--dst-opts"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public DstMatch parse(OptionReader in) throws ParseException {
    return new DstMatch(
        in.optionalNegatable("--dst-len", Terms.longNumber(0, 4294967295L)),
        in.optional("--dst-opts", Terms.list(Terms::word)));
  }

  @Override
  public void render(DstMatch match, OptionWriter out) {
    out.option("--dst-len", match.length());
    out.option("--dst-opts", match.types());
  }
}
