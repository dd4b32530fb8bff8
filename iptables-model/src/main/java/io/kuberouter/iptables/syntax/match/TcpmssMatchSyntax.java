package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.TcpmssMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m tcpmss} ↔ {@link TcpmssMatch}. */
public final class TcpmssMatchSyntax implements MatchSyntax<TcpmssMatch> {

  @Override
  public String name() {
    return "tcpmss";
  }

  @Override
  public Class<TcpmssMatch> type() {
    return TcpmssMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--mss"));
  }

  @Override
  public TcpmssMatch parse(OptionReader in) throws ParseException {
    return new TcpmssMatch(in.negatable("--mss", Terms.range(':', 0, 65535)));
  }

  @Override
  public void render(TcpmssMatch match, OptionWriter out) {
    out.option("--mss", match.size());
  }
}
