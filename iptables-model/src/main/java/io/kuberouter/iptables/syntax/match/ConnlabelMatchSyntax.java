package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.ConnlabelMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m connlabel} ↔ {@link ConnlabelMatch}. */
public final class ConnlabelMatchSyntax implements MatchSyntax<ConnlabelMatch> {

  @Override
  public String name() {
    return "connlabel";
  }

  @Override
  public Class<ConnlabelMatch> type() {
    return ConnlabelMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--label"), OptionName.flag("--set"));
  }

  @Override
  public ConnlabelMatch parse(OptionReader in) throws ParseException {
    return new ConnlabelMatch(in.negatable("--label", Terms::text), in.flag("--set"));
  }

  @Override
  public void render(ConnlabelMatch match, OptionWriter out) {
    out.quoted("--label", match.label());
    out.flag("--set", match.set());
  }
}
