package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.ConnlimitMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Optional;

/** {@code -m connlimit} ↔ {@link ConnlimitMatch}. */
public final class ConnlimitMatchSyntax implements MatchSyntax<ConnlimitMatch> {

  @Override
  public String name() {
    return "connlimit";
  }

  @Override
  public Class<ConnlimitMatch> type() {
    return ConnlimitMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--connlimit-mask"),
        OptionName.value("--connlimit-upto"),
        OptionName.value("--connlimit-above"),
        OptionName.flag("--connlimit-saddr"),
        OptionName.flag("--connlimit-daddr"));
  }

  @Override
  public ConnlimitMatch parse(OptionReader in) throws ParseException {
    boolean above = in.has("--connlimit-above");
    Negatable<Long> limit =
        in.negatable(
            above ? "--connlimit-above" : "--connlimit-upto", Terms.longNumber(0, 4294967295L));
    Optional<Integer> mask = in.optional("--connlimit-mask", Terms.number(0, 128));
    boolean byDestination = in.flag("--connlimit-daddr");
    if (!byDestination) {
      in.flag("--connlimit-saddr");
    }
    return new ConnlimitMatch(above != limit.negated(), limit.value(), mask, byDestination);
  }

  @Override
  public void render(ConnlimitMatch match, OptionWriter out) {
    out.option(match.above() ? "--connlimit-above" : "--connlimit-upto", match.limit());
    out.option("--connlimit-mask", match.mask());
    out.flag(match.byDestination() ? "--connlimit-daddr" : "--connlimit-saddr", true);
  }
}
