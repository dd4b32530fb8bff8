package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.AhMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m ah} ↔ {@link AhMatch}. */
public final class AhMatchSyntax implements MatchSyntax<AhMatch> {

  @Override
  public String name() {
    return "ah";
  }

  @Override
  public Class<AhMatch> type() {
    return AhMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--ahspi"), OptionName.value("--ahlen"), OptionName.flag("--ahres"));
  }

  @Override
  public AhMatch parse(OptionReader in) throws ParseException {
    return new AhMatch(
        in.optionalNumbers("--ahspi"),
        in.optionalNegatable("--ahlen", Terms.longNumber(0, 4294967295L)),
        in.flag("--ahres"));
  }

  @Override
  public void render(AhMatch match, OptionWriter out) {
    out.option("--ahspi", match.spi());
    out.option("--ahlen", match.length());
    out.flag("--ahres", match.reservedZero());
  }
}
