package io.kuberouter.iptables.syntax.match;

import io.kuberouter.iptables.match.EcnMatch;
import io.kuberouter.iptables.syntax.MatchSyntax;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Terms;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -m ecn} ↔ {@link EcnMatch}. */
public final class EcnMatchSyntax implements MatchSyntax<EcnMatch> {

  @Override
  public String name() {
    return "ecn";
  }

  @Override
  public Class<EcnMatch> type() {
    return EcnMatch.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.flag("--ecn-tcp-ece"),
        OptionName.flag("--ecn-tcp-cwr"),
        OptionName.value("--ecn-ip-ect"));
  }

  @Override
  public EcnMatch parse(OptionReader in) throws ParseException {
    return new EcnMatch(
        in.asked("--ecn-tcp-ece"),
        in.asked("--ecn-tcp-cwr"),
        in.optionalNegatable("--ecn-ip-ect", Terms.number(0, 3)));
  }

  @Override
  public void render(EcnMatch match, OptionWriter out) {
    out.asked("--ecn-tcp-ece", match.tcpEce());
    out.asked("--ecn-tcp-cwr", match.tcpCwr());
    out.option("--ecn-ip-ect", match.ipEct());
  }
}
