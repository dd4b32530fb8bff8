package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.MarkMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m mark} ↔ {@link MarkMatch}. */
public final class MarkMatchSyntax implements MatchSyntax<MarkMatch> {

  @Override
  public String name() {
    return "mark";
  }

  @Override
  public Class<MarkMatch> type() {
    return MarkMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--mark"));
  }

  @Override
  public MarkMatch parse(OptionReader in) throws ParseException {
    return new MarkMatch(in.negatable("--mark", Terms::masked));
  }

  @Override
  public void render(MarkMatch match, OptionWriter out) {
    out.option("--mark", match.mark());
  }
}
