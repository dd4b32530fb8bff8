package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.PkttypeMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m pkttype} ↔ {@link PkttypeMatch}. */
public final class PkttypeMatchSyntax implements MatchSyntax<PkttypeMatch> {

  @Override
  public String name() {
    return "pkttype";
  }

  @Override
  public Class<PkttypeMatch> type() {
    return PkttypeMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--pkt-type"));
  }

  @Override
  public PkttypeMatch parse(OptionReader in) throws ParseException {
    return new PkttypeMatch(in.negatable("--pkt-type", Terms.oneOf(PkttypeMatch.Type.values())));
  }

  @Override
  public void render(PkttypeMatch match, OptionWriter out) {
    out.option("--pkt-type", match.type());
  }
}
