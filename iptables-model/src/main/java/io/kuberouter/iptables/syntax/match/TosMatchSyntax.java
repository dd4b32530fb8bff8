package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.TosMatch;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m tos} ↔ {@link TosMatch}. */
public final class TosMatchSyntax implements MatchSyntax<TosMatch> {

  @Override
  public String name() {
    return "tos";
  }

  @Override
  public Class<TosMatch> type() {
    return TosMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--tos"));
  }

  @Override
  public TosMatch parse(OptionReader in) throws ParseException {
    return new TosMatch(in.negatable("--tos", HeaderNames::tos));
  }

  @Override
  public void render(TosMatch match, OptionWriter out) {
    out.option("--tos", match.tos(), MaskedValue.class, HeaderNames::spellTos);
  }
}
