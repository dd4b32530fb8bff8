package io.kuberouter.iptables.syntax.target;

import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.OptionReader;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.TargetSyntax;
import io.kuberouter.iptables.target.DnatTarget;
import io.kuberouter.text.ParseException;
import java.util.List;

/** {@code -j DNAT} ↔ {@link DnatTarget}. */
public final class DnatTargetSyntax implements TargetSyntax<DnatTarget> {

  @Override
  public String name() {
    return "DNAT";
  }

  @Override
  public Class<DnatTarget> type() {
    return DnatTarget.class;
  }

  @Override
  public List<OptionName> options() {
    return List.of(
        OptionName.value("--to-destination"),
        OptionName.flag("--random"),
        OptionName.flag("--persistent"));
  }

  @Override
  public DnatTarget parse(OptionReader in) throws ParseException {
    return new DnatTarget(
        in.required("--to-destination", w -> HeaderNames.natRange(in.family(), w)),
        in.flag("--random"),
        in.flag("--persistent"));
  }

  @Override
  public void render(DnatTarget target, OptionWriter out) {
    out.option("--to-destination", target.to());
    out.flag("--random", target.random());
    out.flag("--persistent", target.persistent());
  }
}
