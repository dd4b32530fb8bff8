package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.Eui64Match;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import java.util.List;

/** {@code -m eui64} ↔ {@link Eui64Match}. */
public final class Eui64MatchSyntax implements MatchSyntax<Eui64Match> {

  @Override
  public String name() {
    return "eui64";
  }

  @Override
  public Class<Eui64Match> type() {
    return Eui64Match.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of();
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public Eui64Match parse(OptionReader in) {
    return new Eui64Match();
  }

  @Override
  public void render(Eui64Match match, OptionWriter out) {}
}
