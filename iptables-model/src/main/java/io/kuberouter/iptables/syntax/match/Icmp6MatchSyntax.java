package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.Icmp6Match;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m icmp6} ↔ {@link Icmp6Match}. */
public final class Icmp6MatchSyntax implements MatchSyntax<Icmp6Match> {

  @Override
  public String name() {
    return "icmp6";
  }

  @Override
  public Class<Icmp6Match> type() {
    return Icmp6Match.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--icmpv6-type", "--icmp6-type"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public Icmp6Match parse(OptionReader in) throws ParseException {
    return new Icmp6Match(in.negatable("--icmpv6-type", HeaderNames::icmp6Type));
  }

  @Override
  public void render(Icmp6Match match, OptionWriter out) {
    out.option("--icmpv6-type", match.type());
  }
}
