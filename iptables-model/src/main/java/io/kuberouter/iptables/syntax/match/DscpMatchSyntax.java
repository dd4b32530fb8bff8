package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.DscpMatch;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m dscp} ↔ {@link DscpMatch}. */
public final class DscpMatchSyntax implements MatchSyntax<DscpMatch> {

  @Override
  public String name() {
    return "dscp";
  }

  @Override
  public Class<DscpMatch> type() {
    return DscpMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--dscp"), OptionName.value("--dscp-class"));
  }

  @Override
  public DscpMatch parse(OptionReader in) throws ParseException {
    return new DscpMatch(
        in.has("--dscp-class")
            ? in.negatable("--dscp-class", HeaderNames::dscpClass)
            : in.negatable("--dscp", Terms.number(0, 63)));
  }

  @Override
  public void render(DscpMatch match, OptionWriter out) {
    out.option("--dscp", match.dscp(), Integer.class, v -> String.format("0x%02x", v));
  }
}
