package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.DccpMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m dccp} ↔ {@link DccpMatch}. */
public final class DccpMatchSyntax implements MatchSyntax<DccpMatch> {

  @Override
  public String name() {
    return "dccp";
  }

  @Override
  public Class<DccpMatch> type() {
    return DccpMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--sport", "--source-port"),
        OptionName.value("--dport", "--destination-port"),
        OptionName.value("--dccp-types"),
        OptionName.value("--dccp-option"));
  }

  @Override
  public DccpMatch parse(OptionReader in) throws ParseException {
    return new DccpMatch(
        in.optionalNegatable("--sport", Terms::ports),
        in.optionalNegatable("--dport", Terms::ports),
        in.optionalNegatable("--dccp-types", Terms.set(DccpMatch.Type.class)),
        in.optionalNegatable("--dccp-option", Terms.number(1, 255)));
  }

  @Override
  public void render(DccpMatch match, OptionWriter out) {
    out.option("--sport", match.sourcePorts());
    out.option("--dport", match.destinationPorts());
    out.option("--dccp-types", match.types());
    out.option("--dccp-option", match.option());
  }
}
