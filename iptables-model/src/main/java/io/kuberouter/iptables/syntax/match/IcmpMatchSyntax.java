package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.IcmpMatch;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m icmp} ↔ {@link IcmpMatch}. */
public final class IcmpMatchSyntax implements MatchSyntax<IcmpMatch> {

  @Override
  public String name() {
    return "icmp";
  }

  @Override
  public Class<IcmpMatch> type() {
    return IcmpMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--icmp-type"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public IcmpMatch parse(OptionReader in) throws ParseException {
    return new IcmpMatch(in.negatable("--icmp-type", HeaderNames::icmpType));
  }

  @Override
  public void render(IcmpMatch match, OptionWriter out) {
    out.option("--icmp-type", match.type());
  }
}
