package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.LengthMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m length} ↔ {@link LengthMatch}. */
public final class LengthMatchSyntax implements MatchSyntax<LengthMatch> {

  @Override
  public String name() {
    return "length";
  }

  @Override
  public Class<LengthMatch> type() {
    return LengthMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--length"));
  }

  @Override
  public LengthMatch parse(OptionReader in) throws ParseException {
    return new LengthMatch(in.negatable("--length", Terms.range(':', 0, 65535)));
  }

  @Override
  public void render(LengthMatch match, OptionWriter out) {
    out.option("--length", match.length());
  }
}
