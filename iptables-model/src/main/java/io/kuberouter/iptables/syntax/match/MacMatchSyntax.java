package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.MacMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m mac} ↔ {@link MacMatch}. */
public final class MacMatchSyntax implements MatchSyntax<MacMatch> {

  @Override
  public String name() {
    return "mac";
  }

  @Override
  public Class<MacMatch> type() {
    return MacMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--mac-source"));
  }

  @Override
  public MacMatch parse(OptionReader in) throws ParseException {
    return new MacMatch(in.negatable("--mac-source", Terms::mac));
  }

  @Override
  public void render(MacMatch match, OptionWriter out) {
    out.option("--mac-source", match.source());
  }
}
