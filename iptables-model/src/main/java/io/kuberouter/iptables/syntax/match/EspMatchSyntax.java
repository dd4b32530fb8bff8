package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.EspMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m esp} ↔ {@link EspMatch}. */
public final class EspMatchSyntax implements MatchSyntax<EspMatch> {

  @Override
  public String name() {
    return "esp";
  }

  @Override
  public Class<EspMatch> type() {
    return EspMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(OptionName.value("--espspi"));
  }

  @Override
  public EspMatch parse(OptionReader in) throws ParseException {
    return new EspMatch(in.optionalNumbers("--espspi"));
  }

  @Override
  public void render(EspMatch match, OptionWriter out) {
    out.option("--espspi", match.spi());
  }
}
