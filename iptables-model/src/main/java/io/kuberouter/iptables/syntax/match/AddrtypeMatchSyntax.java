package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.AddrtypeMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m addrtype} ↔ {@link AddrtypeMatch}. */
public final class AddrtypeMatchSyntax implements MatchSyntax<AddrtypeMatch> {

  @Override
  public String name() {
    return "addrtype";
  }

  @Override
  public Class<AddrtypeMatch> type() {
    return AddrtypeMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--src-type"),
        OptionName.value("--dst-type"),
        OptionName.flag("--limit-iface-in"),
        OptionName.flag("--limit-iface-out"));
  }

  @Override
  public AddrtypeMatch parse(OptionReader in) throws ParseException {
    return new AddrtypeMatch(
        in.optionalNegatable("--src-type", Terms.set(AddrtypeMatch.Type.class)),
        in.optionalNegatable("--dst-type", Terms.set(AddrtypeMatch.Type.class)),
        in.flag("--limit-iface-in"),
        in.flag("--limit-iface-out"));
  }

  @Override
  public void render(AddrtypeMatch match, OptionWriter out) {
    out.option("--src-type", match.sourceTypes());
    out.option("--dst-type", match.destinationTypes());
    out.flag("--limit-iface-in", match.limitIn());
    out.flag("--limit-iface-out", match.limitOut());
  }
}
