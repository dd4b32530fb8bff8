package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.RealmMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m realm} ↔ {@link RealmMatch}. */
public final class RealmMatchSyntax implements MatchSyntax<RealmMatch> {

  @Override
  public String name() {
    return "realm";
  }

  @Override
  public Class<RealmMatch> type() {
    return RealmMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--realm"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public RealmMatch parse(OptionReader in) throws ParseException {
    return new RealmMatch(in.negatable("--realm", Terms::masked));
  }

  @Override
  public void render(RealmMatch match, OptionWriter out) {
    out.option("--realm", match.realm());
  }
}
