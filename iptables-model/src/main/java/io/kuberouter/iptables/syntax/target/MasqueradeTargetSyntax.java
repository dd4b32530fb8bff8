package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.MasqueradeTarget;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j MASQUERADE} ↔ {@link MasqueradeTarget}. */
public final class MasqueradeTargetSyntax implements TargetSyntax<MasqueradeTarget> {

  @Override
  public String name() {
    return "MASQUERADE";
  }

  @Override
  public Class<MasqueradeTarget> type() {
    return MasqueradeTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--to-ports"),
        OptionName.flag("--random"),
        OptionName.flag("--random-fully"));
  }

  @Override
  public MasqueradeTarget parse(OptionReader in) throws ParseException {
    return new MasqueradeTarget(
        in.optional("--to-ports", HeaderNames::dashedPorts),
        in.flag("--random"),
        in.flag("--random-fully"));
  }

  @Override
  public void render(MasqueradeTarget target, OptionWriter out) {
    out.option("--to-ports", target.ports(), PortRange.class, HeaderNames::dashed);
    out.flag("--random", target.random());
    out.flag("--random-fully", target.randomFully());
  }
}
