package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.QuotaMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m quota} ↔ {@link QuotaMatch}. */
public final class QuotaMatchSyntax implements MatchSyntax<QuotaMatch> {

  @Override
  public String name() {
    return "quota";
  }

  @Override
  public Class<QuotaMatch> type() {
    return QuotaMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--quota"));
  }

  @Override
  public QuotaMatch parse(OptionReader in) throws ParseException {
    return new QuotaMatch(in.negatable("--quota", Terms.longNumber(0, 9223372036854775807L)));
  }

  @Override
  public void render(QuotaMatch match, OptionWriter out) {
    out.option("--quota", match.bytes());
  }
}
