package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.IprangeMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m iprange} ↔ {@link IprangeMatch}. */
public final class IprangeMatchSyntax implements MatchSyntax<IprangeMatch> {

  @Override
  public String name() {
    return "iprange";
  }

  @Override
  public Class<IprangeMatch> type() {
    return IprangeMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--src-range"), OptionName.value("--dst-range"));
  }

  @Override
  public IprangeMatch parse(OptionReader in) throws ParseException {
    return new IprangeMatch(
        in.optionalNegatable("--src-range", Terms.addressRange(in.family())),
        in.optionalNegatable("--dst-range", Terms.addressRange(in.family())));
  }

  @Override
  public void render(IprangeMatch match, OptionWriter out) {
    out.option("--src-range", match.source());
    out.option("--dst-range", match.destination());
  }
}
