package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.StateMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.iptables.term.ConnectionState;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m state} ↔ {@link StateMatch}. */
public final class StateMatchSyntax implements MatchSyntax<StateMatch> {

  @Override
  public String name() {
    return "state";
  }

  @Override
  public Class<StateMatch> type() {
    return StateMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--state"));
  }

  @Override
  public StateMatch parse(OptionReader in) throws ParseException {
    return new StateMatch(in.negatable("--state", Terms.set(ConnectionState.class)));
  }

  @Override
  public void render(StateMatch match, OptionWriter out) {
    out.option("--state", match.states());
  }
}
