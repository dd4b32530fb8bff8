package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.HelperMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m helper} ↔ {@link HelperMatch}. */
public final class HelperMatchSyntax implements MatchSyntax<HelperMatch> {

  @Override
  public String name() {
    return "helper";
  }

  @Override
  public Class<HelperMatch> type() {
    return HelperMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--helper"));
  }

  @Override
  public HelperMatch parse(OptionReader in) throws ParseException {
    return new HelperMatch(in.negatable("--helper", Terms::text));
  }

  @Override
  public void render(HelperMatch match, OptionWriter out) {
    out.text("--helper", match.helper());
  }
}
