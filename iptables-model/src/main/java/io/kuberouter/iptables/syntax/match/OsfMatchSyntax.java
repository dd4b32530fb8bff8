package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.match.OsfMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m osf} ↔ {@link OsfMatch}. */
public final class OsfMatchSyntax implements MatchSyntax<OsfMatch> {

  @Override
  public String name() {
    return "osf";
  }

  @Override
  public Class<OsfMatch> type() {
    return OsfMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--genre"), OptionName.value("--ttl"), OptionName.value("--log"));
  }

  @Override
  public boolean in(IpFamily family) {
    return family == IpFamily.IPV4;
  }

  @Override
  public OsfMatch parse(OptionReader in) throws ParseException {
    return new OsfMatch(
        in.negatable("--genre", Terms::word),
        in.optional("--ttl", Terms.number(0, 2)),
        in.optional("--log", Terms.number(0, 2)));
  }

  @Override
  public void render(OsfMatch match, OptionWriter out) {
    out.option("--genre", match.genre());
    out.option("--ttl", match.ttl());
    out.option("--log", match.log());
  }
}
