package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.FragMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m frag} ↔ {@link FragMatch}. */
public final class FragMatchSyntax implements MatchSyntax<FragMatch> {

  @Override
  public String name() {
    return "frag";
  }

  @Override
  public Class<FragMatch> type() {
    return FragMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--fragid"),
        OptionName.value("--fraglen"),
        OptionName.flag("--fragres"),
        OptionName.flag("--fragfirst"),
        OptionName.flag("--fragmore"),
        OptionName.flag("--fraglast"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public FragMatch parse(OptionReader in) throws ParseException {
    return new FragMatch(
        in.optionalNumbers("--fragid"),
        in.optionalNegatable("--fraglen", Terms.longNumber(0, 4294967295L)),
        in.flag("--fragres"),
        in.flag("--fragfirst"),
        in.flag("--fragmore"),
        in.flag("--fraglast"));
  }

  @Override
  public void render(FragMatch match, OptionWriter out) {
    out.option("--fragid", match.id());
    out.option("--fraglen", match.length());
    out.flag("--fragres", match.reservedZero());
    out.flag("--fragfirst", match.first());
    out.flag("--fragmore", match.more());
    out.flag("--fraglast", match.last());
  }
}
