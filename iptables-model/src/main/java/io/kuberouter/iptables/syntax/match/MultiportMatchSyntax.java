package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.MultiportMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m multiport} ↔ {@link MultiportMatch}. */
public final class MultiportMatchSyntax implements MatchSyntax<MultiportMatch> {

  @Override
  public String name() {
    return "multiport";
  }

  @Override
  public Class<MultiportMatch> type() {
    return MultiportMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--sports", "--source-ports"),
        OptionName.value("--dports", "--destination-ports"),
        OptionName.value("--ports", "--port"));
  }

  @Override
  public MultiportMatch parse(OptionReader in) throws ParseException {
    for (MultiportMatch.Side side : MultiportMatch.Side.values()) {
      if (in.has(side.toString())) {
        return new MultiportMatch(side, in.negatable(side.toString(), Terms.list(Terms::ports)));
      }
    }
    throw in.fault("--sports, --dports or --ports expected");
  }

  @Override
  public void render(MultiportMatch match, OptionWriter out) {
    out.option(match.side().toString(), match.ports());
  }
}
