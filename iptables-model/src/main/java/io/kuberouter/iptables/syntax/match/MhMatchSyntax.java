package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.MhMatch;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m mh} ↔ {@link MhMatch}. */
public final class MhMatchSyntax implements MatchSyntax<MhMatch> {

  @Override
  public String name() {
    return "mh";
  }

  @Override
  public Class<MhMatch> type() {
    return MhMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--mh-type"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV6;
  }

  @Override
  public MhMatch parse(OptionReader in) throws ParseException {
    return new MhMatch(in.optionalNegatable("--mh-type", HeaderNames::mobilityTypes));
  }

  @Override
  public void render(MhMatch match, OptionWriter out) {
    out.option("--mh-type", match.types());
  }
}
