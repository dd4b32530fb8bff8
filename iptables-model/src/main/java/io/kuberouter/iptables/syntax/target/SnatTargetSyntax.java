package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.SnatTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j SNAT} ↔ {@link SnatTarget}. */
public final class SnatTargetSyntax implements TargetSyntax<SnatTarget> {

  @Override
  public String name() {
    return "SNAT";
  }

  @Override
  public Class<SnatTarget> type() {
    return SnatTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--to-source"),
        OptionName.flag("--random"),
        OptionName.flag("--random-fully"),
        OptionName.flag("--persistent"));
  }

  @Override
  public SnatTarget parse(OptionReader in) throws ParseException {
    return new SnatTarget(
        in.required("--to-source", w -> HeaderNames.natRange(in.family(), w)),
        in.flag("--random"),
        in.flag("--random-fully"),
        in.flag("--persistent"));
  }

  @Override
  public void render(SnatTarget target, OptionWriter out) {
    out.option("--to-source", target.to());
    out.flag("--random", target.random());
    out.flag("--random-fully", target.randomFully());
    out.flag("--persistent", target.persistent());
  }
}
