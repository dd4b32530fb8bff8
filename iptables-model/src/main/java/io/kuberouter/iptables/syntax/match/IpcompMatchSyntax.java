package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.IpcompMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m ipcomp} ↔ {@link IpcompMatch}. */
public final class IpcompMatchSyntax implements MatchSyntax<IpcompMatch> {

  @Override
  public String name() {
    return "ipcomp";
  }

  @Override
  public Class<IpcompMatch> type() {
    return IpcompMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--ipcompspi"), OptionName.flag("--compres"));
  }

  @Override
  public IpcompMatch parse(OptionReader in) throws ParseException {
    return new IpcompMatch(in.optionalNumbers("--ipcompspi"), in.flag("--compres"));
  }

  @Override
  public void render(IpcompMatch match, OptionWriter out) {
    out.option("--ipcompspi", match.spi());
    out.flag("--compres", match.reservedZero());
  }
}
