package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.ConnmarkMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m connmark} ↔ {@link ConnmarkMatch}. */
public final class ConnmarkMatchSyntax implements MatchSyntax<ConnmarkMatch> {

  @Override
  public String name() {
    return "connmark";
  }

  @Override
  public Class<ConnmarkMatch> type() {
    return ConnmarkMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--mark"));
  }

  @Override
  public ConnmarkMatch parse(OptionReader in) throws ParseException {
    return new ConnmarkMatch(in.negatable("--mark", Terms::masked));
  }

  @Override
  public void render(ConnmarkMatch match, OptionWriter out) {
    out.option("--mark", match.mark());
  }
}
